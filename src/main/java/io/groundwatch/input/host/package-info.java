/**
 * Samples this host: one file a collector. What a number means (unit, dimensions, gauge or
 * difference) is a collector's; where it is read is a {@link io.groundwatch.input.host.Source}'s.
 *
 * <p>OSHI lives here alone. It serves every system; on Linux a collector whose fields OSHI lacks in
 * part (guest time, page cache, partitions, service times, dropped packets) reads all of them from
 * one reading of the kernel's own file, so that the numbers of a sample fit each other.
 *
 * <p>Everything here is owned by the thread {@code host}.
 */
@NullMarked
package io.groundwatch.input.host;

import org.jspecify.annotations.NullMarked;
