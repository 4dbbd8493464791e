package io.groundwatch.input.collectd;

import io.groundwatch.pipeline.aggregate.SeriesRoom;
import io.groundwatch.telemetry.SelfMetrics;
import io.groundwatch.telemetry.ThrottledLog;
import java.util.Locale;

/** Counts what is refused, by reason, and says each once a spell. The input's thread. */
final class Refusals {
  /** The closed set of reasons. */
  enum Reason {
    FORMAT("A packet is cut off, or is none of collectd's"),
    UNSIGNED(
        "A packet is neither signed nor encrypted, as collectd_security_level \"sign\" asks. Set"
            + " SecurityLevel, Username and Password at the sender"),
    UNENCRYPTED(
        "A packet is not encrypted, as collectd_security_level \"encrypt\" asks, which is the"
            + " default. Set SecurityLevel, Username and Password at the sender, or"
            + " collectd_security_level to \"none\""),
    USER("A packet is of a user who is not in collectd_auth_file"),
    SIGNATURE(
        "A packet's signature is wrong: its password is another than in collectd_auth_file, or it"
            + " was changed on its way"),
    TYPE(
        "A list has another number of values than its type has in collectd_typesdb; its values are"
            + " numbered"),
    VALUE("A value is no number, or more than 2^360 from zero"),
    DIMENSIONS("A value would have more than 30 dimensions"),
    SERIES(
        "A value is of a new series, and there is no room for more ("
            + SeriesRoom.MAX_SERIES
            + ", with names of "
            + (SeriesRoom.MAX_BYTES >> 20)
            + " MiB together)"),
    NOTIFICATION("A notification goes nowhere: log_group_name says where they are filed"),
    FULL("Packets come faster than they can be worked through, or lanes take them"),
    KERNEL(
        "Packets were dropped by the kernel: its receive buffer was full. Raise net.core.rmem_max");

    private final String text;

    Reason(String text) {
      this.text = text;
    }
  }

  private final SelfMetrics metrics;
  private final ThrottledLog log;

  Refusals(SelfMetrics metrics, ThrottledLog log) {
    this.metrics = metrics;
    this.log = log;
  }

  /** Something is refused. */
  void add(Reason reason) {
    add(reason, 1);
  }

  /** So many are. */
  void add(Reason reason, long count) {
    if (count > 0) {
      metrics
          .counter("agent_collectd_dropped_total", "reason", reason.name().toLowerCase(Locale.ROOT))
          .add(count);
      log.warn(reason.name(), "", "collectd: " + reason.text + ".");
    }
  }
}
