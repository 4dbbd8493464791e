/** Commands and wiring: the only place that knows every layer. */
@NullMarked
package io.groundwatch.app;

import org.jspecify.annotations.NullMarked;
