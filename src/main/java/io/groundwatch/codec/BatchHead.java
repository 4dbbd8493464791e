package io.groundwatch.codec;

import io.groundwatch.model.BatchId;
import io.groundwatch.model.Compression;
import io.groundwatch.model.SignalKind;
import io.groundwatch.model.StoredBatch;

/**
 * What a stored batch says of itself, without its positions and its payload. Layout: {@link
 * BatchCodec}.
 *
 * @param sequence its place in the lane
 * @param id made when the batch was closed
 * @param kind of its records
 * @param createdNanos when it was closed, in nanoseconds since the epoch
 * @param records how many
 * @param rawBytes of the payload before compression
 * @param compression of the payload
 * @param positionsBytes that follow the head
 * @param payloadBytes that follow the positions
 */
public record BatchHead(
    long sequence,
    BatchId id,
    SignalKind kind,
    long createdNanos,
    int records,
    int rawBytes,
    Compression compression,
    int positionsBytes,
    int payloadBytes) {

  /** The head of {@code batch}, whose element is {@code elementBytes} long. */
  public static BatchHead of(StoredBatch batch, int elementBytes) {
    int payload = batch.payload().length;
    int positions = elementBytes - BatchCodec.HEAD_BYTES - payload - BatchCodec.CRC_BYTES;
    return new BatchHead(
        batch.sequence(),
        batch.id(),
        batch.kind(),
        batch.createdNanos(),
        batch.records(),
        batch.rawBytes(),
        batch.compression(),
        positions,
        payload);
  }

  /** Bytes of the whole element. */
  public int elementBytes() {
    return BatchCodec.HEAD_BYTES + positionsBytes + payloadBytes + BatchCodec.CRC_BYTES;
  }
}
