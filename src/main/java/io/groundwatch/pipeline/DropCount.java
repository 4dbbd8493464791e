package io.groundwatch.pipeline;

import java.util.concurrent.atomic.LongAdder;

/** Counts what is given up for one reason. Any thread. */
public final class DropCount {
  private final LongAdder records;
  private final LongAdder bytes;

  /** Adds to these. */
  public DropCount(LongAdder records, LongAdder bytes) {
    this.records = records;
    this.bytes = bytes;
  }

  /** Counts records that are given up, and about how many bytes of NDJSON they are. */
  public void add(long moreRecords, long moreBytes) {
    bytes.add(moreBytes);
    records.add(moreRecords);
  }

  /** Records so far. */
  public long records() {
    return records.sum();
  }

  /** Bytes so far. */
  public long bytes() {
    return bytes.sum();
  }
}
