/**
 * The one-way engine and its ports: inputs fill batchers, lanes store, send and settle. Knows
 * values, threads and configuration, but no file format, no protocol and no library.
 */
@NullMarked
package io.groundwatch.pipeline;

import org.jspecify.annotations.NullMarked;
