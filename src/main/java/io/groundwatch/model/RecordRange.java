package io.groundwatch.model;

/** Records {@code [from, to)} of a batch, by index. A batch is split by ranges, never rewritten. */
public record RecordRange(int from, int to) {

  /** Refuses a range that runs backwards. */
  public RecordRange {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException(
          "range: [" + from + ", " + to + ") (expected: 0 <= from <= to)");
    }
  }

  /** How many records. */
  public int size() {
    return to - from;
  }

  /** The first half; the larger one where the size is odd. */
  public RecordRange firstHalf() {
    return new RecordRange(from, to - size() / 2);
  }

  /** The second half. */
  public RecordRange secondHalf() {
    return new RecordRange(to - size() / 2, to);
  }
}
