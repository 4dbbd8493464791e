/**
 * The formats that adapters share: the NDJSON record, its compression, and the stored batch
 * element. Knows values; touches no file and no socket.
 */
@NullMarked
package io.groundwatch.codec;

import org.jspecify.annotations.NullMarked;
