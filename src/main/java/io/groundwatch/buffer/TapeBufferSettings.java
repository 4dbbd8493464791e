package io.groundwatch.buffer;

import io.groundwatch.model.Compression;

/**
 * How a lane's buffer is kept.
 *
 * @param lane its name, for the log and the self metrics
 * @param maxBytes on disk: room for several of the largest batches, since a batch that does not
 *     even fit into an empty buffer never fits
 * @param segmentBytes after which another file is begun: the unit in which room comes back
 * @param compression of the payloads
 * @param budget what the buffers of all lanes share
 */
public record TapeBufferSettings(
    String lane, long maxBytes, long segmentBytes, Compression compression, DiskBudget budget) {
  private static final long MAX_SEGMENT_BYTES = 16L << 20;
  private static final int SEGMENTS = 8;

  /** Refuses limits that leave no room. */
  public TapeBufferSettings {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes: " + maxBytes + " (expected: > 0)");
    }
    if (segmentBytes < 1 || segmentBytes > 1L << 30) {
      throw new IllegalArgumentException(
          "segmentBytes: " + segmentBytes + " (expected: 1 to 1 GiB)");
    }
  }

  /** Without a limit across lanes. */
  public TapeBufferSettings(
      String lane, long maxBytes, long segmentBytes, Compression compression) {
    this(lane, maxBytes, segmentBytes, compression, DiskBudget.unlimited());
  }

  /** Segments of 16 MiB, or an eighth of {@code maxBytes} where that is less. */
  public TapeBufferSettings(String lane, long maxBytes, Compression compression) {
    this(lane, maxBytes, compression, DiskBudget.unlimited());
  }

  /** Segments of 16 MiB, or an eighth of what the lane is sure of where that is less. */
  public TapeBufferSettings(
      String lane, long maxBytes, Compression compression, DiskBudget budget) {
    this(
        lane,
        maxBytes,
        Math.max(1, Math.min(MAX_SEGMENT_BYTES, Math.min(maxBytes, budget.ownBytes()) / SEGMENTS)),
        compression,
        budget);
  }
}
