package io.groundwatch.input.host;

import io.groundwatch.pipeline.MetricSink;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.telemetry.SelfMetrics;
import io.groundwatch.telemetry.ThrottledLog;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

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
  private final @Nullable AsideRun aside;
  private final long intervalNanos;
  private final TimeSource time;
  private final ThrottledLog troubles;
  private final LongAdder errors;
  private final LongAdder leftOut;
  private volatile double durationSeconds;
  private volatile boolean success;
  private final Turn turn;

  /**
   * Due when the schedule says, a new one at once; registers its numbers about itself.
   *
   * @param aside runs the collector beside the thread {@code host}; null where it never hangs
   */
  CollectorRun(
      CollectorSchedule schedule,
      @Nullable AsideRun aside,
      TimeSource time,
      SelfMetrics metrics,
      ThrottledLog troubles) {
    this.collector = schedule.collector();
    this.aside = aside;
    this.intervalNanos = TimeUnit.SECONDS.toNanos(schedule.intervalSeconds());
    this.time = time;
    this.troubles = troubles;
    this.turn = schedule.turn();
    String name = collector.name();
    this.errors = metrics.counter("agent_collector_errors_total", "collector", name);
    this.leftOut = metrics.counter("agent_collector_left_out_total", "collector", name);
    metrics.gauge("agent_collector_duration_seconds", () -> durationSeconds, "collector", name);
    metrics.gauge("agent_collector_success", () -> success ? 1 : 0, "collector", name);
  }

  /** How long until it is due, in nanoseconds; not above zero when it is. */
  long untilDue(long nanos) {
    return turn.dueNanos(nanos) - nanos;
  }

  /** How long until {@link #settle} has something to do, in nanoseconds, as far as is known. */
  long untilSettled() {
    return aside == null ? Long.MAX_VALUE : aside.untilAttention();
  }

  /** Runs the collector once, or starts a run beside this thread. */
  void run(long wallNanos, MetricSink out) {
    if (aside != null) {
      aside.start(wallNanos);
      return;
    }
    long before = time.nanos();
    Throwable failure = null;
    try {
      collector.collect(wallNanos, out);
    } catch (IOException | RuntimeException | LinkageError e) {
      failure = e;
    }
    ended(failure, collector.leftOut(), time.nanos() - before);
  }

  /**
   * Hands on what a run beside this thread has brought, and says when one does not end. Returns
   * whether there was something.
   */
  boolean settle(MetricSink out) {
    if (aside == null) {
      return false;
    }
    AsideRun.Result result = aside.take();
    if (result != null) {
      result.samples().forEach(out::accept);
      ended(result.failure(), result.leftOut(), result.tookNanos());
    } else if (aside.newlyOverdue()) {
      success = false;
      errors.increment();
      troubles.warn(
          collector.name(),
          "overdue",
          "Collecting "
              + collector.name()
              + " does not come to an end; it is left out until it does. Everything else goes on.");
      return false;
    }
    return result != null;
  }

  /** Waits until a run beside this thread has ended, but not for one that hangs. */
  void awaitEnd(long untilNanos) {
    if (aside != null) {
      aside.awaitEnd(untilNanos);
    }
  }

  /** Lets go of what the collector keeps open. */
  void close() throws IOException {
    if (aside == null) {
      collector.close();
    } else {
      aside.close();
    }
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
    turn.dueAt(nanos + (untilMultiple < leastGap ? untilMultiple + intervalNanos : untilMultiple));
  }

  private void ended(@Nullable Throwable failure, int resourcesLeftOut, long tookNanos) {
    durationSeconds = tookNanos / NANOS_PER_SECOND;
    success = failure == null;
    String name = collector.name();
    if (failure == null) {
      troubles.recovered(name, "Collecting " + name + " works again.");
    } else {
      errors.increment();
      troubles.warn(
          name,
          failure.toString(),
          "Collecting " + name + " failed and is tried again: " + failure + ".");
    }
    if (resourcesLeftOut > 0) {
      leftOut.add(resourcesLeftOut);
      troubles.warn(
          name + " series",
          "too many",
          "%s has more than %d series: %d of its resources are left out. Name those that count."
              .formatted(name, SeriesPlan.MAX_SERIES, resourcesLeftOut));
    }
  }
}
