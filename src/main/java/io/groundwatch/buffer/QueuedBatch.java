package io.groundwatch.buffer;

import io.groundwatch.codec.BatchHead;
import io.groundwatch.model.Position;
import java.util.List;

/**
 * A batch in a queue as a person looks at it: all but its payload.
 *
 * @param head what it says of itself
 * @param positions where its lines were read
 */
public record QueuedBatch(BatchHead head, List<Position> positions) {
  /** Keeps its own copy. */
  public QueuedBatch {
    positions = List.copyOf(positions);
  }

  /** The element without its payload. */
  static QueuedBatch of(SegmentReader.Element element) {
    return new QueuedBatch(
        BatchHead.of(element.batch(), element.bytes().length), element.batch().positions());
  }

  /** Bytes that it takes in the queue. */
  public long storedBytes() {
    return (long) Segment.FRAME_BYTES + head.elementBytes();
  }
}
