package io.groundwatch.input.statsd;

import io.groundwatch.pipeline.aggregate.Room;
import io.groundwatch.pipeline.aggregate.SeriesRoom;
import io.groundwatch.telemetry.SelfMetrics;
import io.groundwatch.telemetry.ThrottledLog;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/** Counts what is refused, by reason, and says each once a spell. The input's thread. */
final class Refusals {
  /** The closed set of reasons. */
  enum Reason {
    FORMAT("is none of StatsD's lines (expected: name:value|type, such as requests:1|c)"),
    VALUE("has a value that is no number between -2^360 and 2^360"),
    TYPE("has an unknown type (expected: c, g, ms, h, d or s)"),
    RATE("has a sample rate that is not from 0.000000001 to 1"),
    TAGS("has more than 30 dimensions"),
    SERIES(
        "is of a new series, and there is no room for more ("
            + SeriesRoom.MAX_SERIES
            + ", with names and tags of "
            + (SeriesRoom.MAX_BYTES >> 20)
            + " MiB together)"),
    MEMBERS(
        "has a new member of a set that has no room for more ("
            + MemberSet.MAX_MEMBERS
            + ", and all sets and values together "
            + (Room.DEFAULT_BYTES >> 20)
            + " MiB)"),
    EVENT("is an event or a service check; log_group_name says where they are filed"),
    LENGTH("is longer than " + Adder.MAX_LINE_BYTES + " bytes");

    private final String text;

    Reason(String text) {
      this.text = text;
    }
  }

  private static final int MAX_SHOWN = 80;

  private final SelfMetrics metrics;
  private final ThrottledLog log;

  Refusals(SelfMetrics metrics, ThrottledLog log) {
    this.metrics = metrics;
    this.log = log;
  }

  /** A line is refused. */
  void add(Reason reason, byte[] bytes, int start, int end) {
    counter(reason.name()).increment();
    StringBuilder shown = new StringBuilder();
    for (int i = start; i < Math.min(end, start + MAX_SHOWN); i++) {
      shown.append(bytes[i] >= ' ' && bytes[i] < 127 ? (char) bytes[i] : '.');
    }
    log.warn(reason.name(), "", "A StatsD line " + reason.text + ": " + shown);
  }

  /** Lines of connections were left out for their length. */
  void tooLong(long lines) {
    counter(Reason.LENGTH.name()).add(lines);
    log.warn(
        Reason.LENGTH.name(),
        "",
        "StatsD lines that are longer than " + Adder.MAX_LINE_BYTES + " bytes are left out.");
  }

  /** Packets found no room. */
  void full(long packets) {
    counter("full").add(packets);
    log.warn("full", "", "StatsD packets come faster than they can be added up; some are dropped.");
  }

  /** The kernel dropped packets. */
  void kernel(long packets) {
    counter("kernel").add(packets);
    log.warn(
        "kernel",
        "",
        packets
            + " StatsD packets were dropped by the kernel: its receive buffer was full. Raise"
            + " net.core.rmem_max, and receive_buffer with it.");
  }

  private LongAdder counter(String reason) {
    return metrics.counter("agent_statsd_dropped_total", "reason", reason.toLowerCase(Locale.ROOT));
  }
}
