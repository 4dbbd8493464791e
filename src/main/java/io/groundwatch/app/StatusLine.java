package io.groundwatch.app;

import io.groundwatch.runtime.TimeSource;
import io.groundwatch.runtime.Worker;
import io.groundwatch.telemetry.SelfMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says every few minutes, in one line, how the agent is doing. Has a thread of its own. */
final class StatusLine implements Worker {
  private static final Logger log = LoggerFactory.getLogger(StatusLine.class);

  private final SelfMetrics metrics;
  private final List<String> lanes;
  private final TimeSource time;
  private final long intervalNanos;
  private long nextNanos;

  StatusLine(SelfMetrics metrics, List<String> lanes, TimeSource time, Duration interval) {
    this.metrics = metrics;
    this.lanes = List.copyOf(lanes);
    this.time = time;
    this.intervalNanos = interval.toNanos();
    this.nextNanos = time.nanos() + intervalNanos;
  }

  @Override
  public String name() {
    return "status";
  }

  @Override
  public int work() {
    if (time.nanos() - nextNanos < 0) {
      return 0;
    }
    nextNanos = time.nanos() + intervalNanos;
    log.info("{}", line());
    return 1;
  }

  @Override
  public long restNanos() {
    return Math.max(0, nextNanos - time.nanos());
  }

  @Override
  public void finish(long deadlineNanos) {
    log.info("{}", line());
  }

  /** The line: what each lane received, sent, retried, gave up, and what waits in it. */
  String line() {
    Map<String, Double> now = metrics.snapshot();
    StringBuilder line = new StringBuilder("Status:");
    for (String lane : lanes) {
      line.append(
          String.format(
              Locale.ROOT,
              " %s received %.0f, sent %.0f, retried %.0f, dropped %.0f, dead %.0f,"
                  + " queued %.0f (%.0f bytes, oldest %.0f s);",
              lane,
              of(now, "agent_lane_received_records_total", lane),
              of(now, "agent_lane_sent_records_total", lane),
              of(now, "agent_lane_retries_total", lane),
              of(now, "agent_lane_dropped_records_total", lane),
              of(now, "agent_lane_dead_letters_total", lane),
              of(now, "agent_lane_queue_batches", lane),
              of(now, "agent_lane_queue_bytes", lane),
              of(now, "agent_lane_oldest_age_seconds", lane)));
    }
    double watched = now.getOrDefault("agent_files_watched", 0.0);
    return line.append(String.format(Locale.ROOT, " files watched %.0f.", watched)).toString();
  }

  /** The sum of one lane's values of a metric, whatever the reason. */
  private static double of(Map<String, Double> now, String name, String lane) {
    String start = name + "{lane=\"" + lane + "\"";
    return now.entrySet().stream()
        .filter(e -> e.getKey().startsWith(start))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }
}
