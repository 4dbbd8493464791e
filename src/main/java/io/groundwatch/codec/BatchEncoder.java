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
  private final Scratch scratch = new Scratch();
  private final Compression compression;

  /** Compresses with {@code compression}. */
  public BatchEncoder(Compression compression) {
    this.compression = compression;
  }

  /** {@code batch} as the buffer holds it, at {@code sequence}. */
  public StoredBatch encode(Batch batch, long sequence) {
    writer.write(batch);
    byte[] payload = Compressor.compress(compression, writer.array(), 0, writer.length(), scratch);
    return new StoredBatch(
        sequence,
        batch.id(),
        batch.kind(),
        batch.createdNanos(),
        batch.records(),
        writer.length(),
        batch.positions(),
        compression,
        payload);
  }
}
