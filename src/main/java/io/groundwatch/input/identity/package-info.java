/**
 * Who this host is: fills in the placeholders of {@code append_dimensions} with what the host, its
 * container and the cloud's metadata service tell. It knows no collector: it changes the dimensions
 * of samples on their way.
 *
 * <p>A metadata service is asked only if a placeholder needs it, on a thread of its own, and never
 * keeps anything from starting.
 */
@NullMarked
package io.groundwatch.input.identity;

import org.jspecify.annotations.NullMarked;
