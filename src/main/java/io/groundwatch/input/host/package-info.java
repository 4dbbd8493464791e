/** Samples this host through OSHI: one file a collector. OSHI lives here alone. */
@NullMarked
package io.groundwatch.input.host;

import org.jspecify.annotations.NullMarked;
