package io.groundwatch.model;

import java.util.List;

/**
 * A batch as the buffer holds it: encoded and compressed once, the same bytes on disk and at every
 * attempt to send it.
 *
 * @param sequence its place in the lane; rises by one a batch and never restarts
 * @param id made when the batch was closed
 * @param kind of its records
 * @param createdNanos when it was closed, in nanoseconds since the epoch
 * @param records how many, one NDJSON line each
 * @param rawBytes of the NDJSON before compression
 * @param positions where its lines were read
 * @param compression of the payload
 * @param payload NDJSON, compressed; never written once here
 */
@SuppressWarnings("ArrayRecordComponent") // the payload is carried, never compared
public record StoredBatch(
    long sequence,
    BatchId id,
    SignalKind kind,
    long createdNanos,
    int records,
    int rawBytes,
    List<Position> positions,
    Compression compression,
    byte[] payload) {

  /** Keeps its own copy of the positions. */
  public StoredBatch {
    positions = List.copyOf(positions);
  }

  /** All of its records. */
  public RecordRange whole() {
    return new RecordRange(0, records);
  }

  /**
   * The id under which {@code range} is sent: the batch's own for the whole, else with the range.
   */
  public String partId(RecordRange range) {
    return range.size() == records ? id.toString() : id + "." + range.from() + "-" + range.to();
  }
}
