package io.groundwatch.input.otlp;

import io.groundwatch.telemetry.SelfMetrics;
import io.groundwatch.telemetry.ThrottledLog;

/**
 * Counts requests that are refused, and records in them, by reason, and says each once a spell. The
 * input's thread.
 */
final class OtlpRefusals {
  private final SelfMetrics metrics;
  private final ThrottledLog log;

  OtlpRefusals(SelfMetrics metrics, ThrottledLog log) {
    this.metrics = metrics;
    this.log = log;
  }

  /** A request is not taken now; its sender keeps it. */
  void add(String reason) {
    count("refused", reason, 1);
  }

  /** A request is never taken. */
  void add(String reason, String why) {
    count("refused", reason, 1);
    log.warn("requests-" + reason, "", "An OTLP request is refused: " + why);
  }

  /** So many records of requests that are taken never are. */
  void records(String reason, long count, String why) {
    count("dropped", reason, count);
    log.warn("records-" + reason, "", count + " OTLP data points are refused: " + why);
  }

  private void count(String what, String reason, long count) {
    metrics.counter("agent_otlp_" + what + "_total", "reason", reason).add(count);
  }
}
