package io.groundwatch.codec;

import io.groundwatch.model.Batch;
import io.groundwatch.model.Compression;
import io.groundwatch.model.StoredBatch;

/**
 * Encodes and compresses a batch, once in its life. The same batch gives the same bytes. Owned by
 * one thread.
 */
public final class BatchEncoder {
  private final NdjsonWriter writer = new NdjsonWriter();
  private final Compression compression;

  /** Compresses with {@code compression}. */
  public BatchEncoder(Compression compression) {
    this.compression = compression;
  }

  /** {@code batch} as the buffer holds it, at {@code sequence}. */
  public StoredBatch encode(Batch batch, long sequence) {
    try (PayloadWriter payload = new PayloadWriter(compression)) {
      writer.write(batch, payload);
      return new StoredBatch(
          sequence,
          batch.id(),
          batch.kind(),
          batch.createdNanos(),
          batch.records(),
          payload.rawBytes(),
          batch.positions(),
          compression,
          payload.finish());
    }
  }
}
