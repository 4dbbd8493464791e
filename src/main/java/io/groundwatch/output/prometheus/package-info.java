/** The output to Prometheus and what speaks its Remote-Write protocol. */
@NullMarked
package io.groundwatch.output.prometheus;

import org.jspecify.annotations.NullMarked;
