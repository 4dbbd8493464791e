package io.groundwatch.input.host;

import io.groundwatch.pipeline.MetricSink;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.telemetry.SelfMetrics;
import io.groundwatch.telemetry.ThrottledLog;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * One collector, when it is due, and how it fares. The boundary at which a collector's failure
 * stops: whatever it throws is said, counted and over.
 *
 * <p>Owned by the thread {@code host}; the two gauges are read by any.
 */
final class CollectorRun {
  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  /** The least part of an interval that lies between two runs, and the least time; see below. */
  private static final int LEAST_GAP_OF_INTERVAL = 10;

  /** OSHI answers with what it remembers for this long. */
  private static final long LEAST_GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  private final Collector collector;
  private final long intervalNanos;
  private final TimeSource time;
  private final ThrottledLog troubles;
  private final LongAdder errors;
  private volatile double durationSeconds;
  private volatile boolean success;
  private long dueNanos;

  /** Due at once; registers its numbers about itself. */
  CollectorRun(
      CollectorSchedule schedule, TimeSource time, SelfMetrics metrics, ThrottledLog troubles) {
    this.collector = schedule.collector();
    this.intervalNanos = TimeUnit.SECONDS.toNanos(schedule.intervalSeconds());
    this.time = time;
    this.troubles = troubles;
    this.dueNanos = time.nanos();
    String name = collector.name();
    this.errors = metrics.counter("agent_collector_errors_total", "collector", name);
    metrics.gauge("agent_collector_duration_seconds", () -> durationSeconds, "collector", name);
    metrics.gauge("agent_collector_success", () -> success ? 1 : 0, "collector", name);
  }

  /** How long until it is due, in nanoseconds; not above zero when it is. */
  long untilDue(long nanos) {
    return dueNanos - nanos;
  }

  /** Runs the collector once. */
  void run(long wallNanos, MetricSink out) {
    long before = time.nanos();
    try {
      collector.collect(wallNanos, out);
      success = true;
      troubles.recovered(collector.name(), "Collecting " + collector.name() + " works again.");
    } catch (IOException | RuntimeException | LinkageError e) {
      success = false;
      errors.increment();
      troubles.warn(
          collector.name(),
          e.toString(),
          "Collecting " + collector.name() + " failed and is tried again: " + e + ".");
    }
    durationSeconds = (time.nanos() - before) / NANOS_PER_SECOND;
  }

  /**
   * Makes it due at the next multiple of its interval since the epoch, measured by the monotonic
   * clock: what the wall clock does until then has no effect. A multiple that is nearer than the
   * least gap is left out, so that neither a clock that runs a little ahead nor a start just before
   * one makes two samples in a row.
   */
  void schedule(long wallNanos, long nanos) {
    long untilMultiple = intervalNanos - Math.floorMod(wallNanos, intervalNanos);
    long leastGap = Math.max(intervalNanos / LEAST_GAP_OF_INTERVAL, LEAST_GAP_NANOS);
    dueNanos = nanos + (untilMultiple < leastGap ? untilMultiple + intervalNanos : untilMultiple);
  }
}
