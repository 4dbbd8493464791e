package io.groundwatch.buffer;

import io.groundwatch.model.Position;
import java.util.ArrayList;
import java.util.List;

/** What a scan finds in one segment. Owned by the scanning thread. */
final class SegmentContents {
  private final Segment segment;
  private final long floor;
  private final long settled;
  private final List<Position> positions = new ArrayList<>();

  /** Of a segment after others that end at {@code floor}. */
  SegmentContents(Segment segment, long floor, long settled) {
    this.segment = segment;
    this.floor = Math.max(floor, segment.number() - 1);
    this.settled = settled;
  }

  /** Takes the next element. Returns false, and takes nothing, where its sequence is misplaced. */
  boolean add(SegmentReader.Element element) {
    long sequence = element.batch().sequence();
    long before = segment.sequences().isEmpty() ? floor : segment.sequences().last();
    if (sequence <= before) {
      return false;
    }
    segment.add(sequence, element.bytes().length);
    if (sequence > settled) {
      positions.addAll(element.batch().positions());
    }
    return true;
  }

  Segment segment() {
    return segment;
  }

  /** Positions of the batches that are not settled. */
  List<Position> positions() {
    return positions;
  }
}
