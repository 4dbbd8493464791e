package io.groundwatch.input.statsd;

import io.groundwatch.input.statsd.Refusals.Reason;
import io.groundwatch.runtime.ByteInbox;
import java.util.concurrent.atomic.LongAdder;

/** Reads lines and adds up what they say. One thread. */
final class Adder {
  static final int MAX_LINE_BYTES = 8 << 10;

  private final SeriesTable table;
  private final Records records;
  private final Refusals refusals;
  private final LongAdder taken;
  private final Line line = new Line();

  /**
   * @param taken counts values
   */
  Adder(SeriesTable table, Records records, Refusals refusals, LongAdder taken) {
    this.records = records;
    this.table = table;
    this.refusals = refusals;
    this.taken = taken;
  }

  /** Adds up all lines of some packets, that came {@code nowNanos}. */
  void add(ByteInbox.Taken packets, long nowNanos) {
    byte[] bytes = packets.bytes();
    int start = 0;
    for (int i = 0; i < packets.length(); i++) {
      if (bytes[i] == '\n') {
        int end = i > start && bytes[i - 1] == '\r' ? i - 1 : i;
        if (end > start) {
          add(bytes, start, end, nowNanos);
        }
        start = i + 1;
      }
    }
  }

  private void add(byte[] bytes, int start, int end, long nowNanos) {
    if (end - start > MAX_LINE_BYTES) {
      refusals.add(Reason.LENGTH, bytes, start, end);
      return;
    }
    if (bytes[start] == '_' && Records.isOne(bytes, start, end)) {
      record(bytes, start, end);
      return;
    }
    Line.Fault fault = line.read(bytes, start, end);
    if (fault != null) {
      refusals.add(Reason.valueOf(fault.name()), bytes, start, end);
      return;
    }
    Aggregate[] into = table.find(line);
    if (into == null) {
      refusals.add(Reason.valueOf(table.refusal().name()), bytes, start, end);
      return;
    }
    if (line.type() == MetricType.SET) {
      if (!add(into, nowNanos)) {
        refusals.add(Reason.MEMBERS, bytes, start, end);
      }
    } else if (!addNumbers(into, nowNanos)) {
      refusals.add(Reason.VALUE, bytes, start, end);
    }
  }

  private void record(byte[] bytes, int start, int end) {
    if (!records.areWanted()) {
      refusals.add(Reason.EVENT, bytes, start, end);
    } else if (records.take(bytes, start, end)) {
      taken.increment();
    } else {
      refusals.add(Reason.FORMAT, bytes, start, end);
    }
  }

  private boolean addNumbers(Aggregate[] into, long nowNanos) {
    while (line.hasValue()) {
      if (!line.nextNumber()) {
        return false;
      }
      add(into, nowNanos);
    }
    return true;
  }

  private boolean add(Aggregate[] into, long nowNanos) {
    taken.increment();
    boolean all = true;
    for (Aggregate aggregate : into) {
      all &= aggregate.take(line, nowNanos);
    }
    return all;
  }
}
