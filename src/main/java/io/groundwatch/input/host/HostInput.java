package io.groundwatch.input.host;

import io.groundwatch.model.MetricSample;
import io.groundwatch.pipeline.MetricSink;
import io.groundwatch.runtime.SideThread;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.runtime.Worker;
import io.groundwatch.telemetry.SelfMetrics;
import io.groundwatch.telemetry.ThrottledLog;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the collectors: new ones at once, then each at the multiples of its interval since the
 * epoch. Collectors that are due together run in one wake-up and stamp their samples with one time.
 * A multiple that was missed (a slow collector, a suspended host) is left out, not made up. A
 * collector that may hang runs on a thread beside; its samples are handed on when they are there,
 * and while it hangs all others go on.
 *
 * <p>Everything is owned by the thread {@code host}. Nothing of it survives a stop, since a sample
 * is handed on as it is taken, and those that are being taken then are waited for.
 */
public final class HostInput implements Worker {
  private static final Logger log = LoggerFactory.getLogger(HostInput.class);
  private static final Duration REPEAT_TROUBLE = Duration.ofMinutes(5);

  /** How long the end waits for collectors that run beside: one that hangs is left to itself. */
  private static final long LAST_RUNS_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long MAX_REST_NANOS = TimeUnit.DAYS.toNanos(1);

  /** What is due this soon runs in the same wake-up. */
  private static final long TOGETHER_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final TimeSource time;
  private final MetricSink out;
  private final MetricSink finiteOnly = this::accept;
  private final Runnable endOfRound;
  private final LongAdder received;
  private final LongAdder notFinite;
  private final List<CollectorRun> runs = new ArrayList<>();
  private final Map<String, Executor> aside = new LinkedHashMap<>();
  private volatile Runnable waker = () -> {};

  /**
   * Plans the collectors of {@code schedules}.
   *
   * @param out takes every sample whose value is a finite number
   * @param endOfRound called after each round in which a collector ran
   */
  public HostInput(
      List<CollectorSchedule> schedules,
      TimeSource time,
      MetricSink out,
      SelfMetrics metrics,
      Runnable endOfRound) {
    this(schedules, time, out, metrics, endOfRound, name -> new SideThread("host-" + name));
  }

  /** As above; {@code threads} makes those for collectors that may hang. */
  HostInput(
      List<CollectorSchedule> schedules,
      TimeSource time,
      MetricSink out,
      SelfMetrics metrics,
      Runnable endOfRound,
      Function<String, Executor> threads) {
    this.time = time;
    this.out = out;
    this.endOfRound = endOfRound;
    this.received = metrics.counter("agent_input_received_total", "name", "host");
    this.notFinite = metrics.counter("agent_samples_dropped_total", "reason", "not_finite");
    ThrottledLog troubles = new ThrottledLog(log, time, REPEAT_TROUBLE);
    for (CollectorSchedule schedule : schedules) {
      runs.add(
          new CollectorRun(
              schedule,
              schedule
                  .aside()
                  .map(name -> aside.computeIfAbsent(name, threads))
                  .map(thread -> new AsideRun(schedule, thread, time, this::wake))
                  .orElse(null),
              time,
              metrics,
              troubles));
    }
  }

  @Override
  public String name() {
    return "host";
  }

  @Override
  public void wakeWith(Runnable wake) {
    this.waker = wake;
  }

  /** Runs what is due, and takes what ran beside. Returns how many collectors that were. */
  @Override
  public int work() {
    int settled = 0;
    for (CollectorRun run : runs) {
      settled += run.settle(finiteOnly) ? 1 : 0;
    }
    if (untilDue() > 0) {
      if (settled > 0) {
        endOfRound.run();
      }
      return settled;
    }
    return settled + round();
  }

  private int round() {
    long nanos = time.nanos();
    long wallNanos = time.wallNanos();
    List<CollectorRun> due = new ArrayList<>();
    for (CollectorRun run : runs) {
      if (run.untilDue(nanos) <= TOGETHER_NANOS) {
        due.add(run);
        run.run(wallNanos, finiteOnly);
      }
    }
    try {
      endOfRound.run();
    } finally {
      scheduleNext(due);
    }
    return due.size();
  }

  @Override
  public long restNanos() {
    long rest = untilDue();
    for (CollectorRun run : runs) {
      rest = Math.min(rest, run.untilSettled());
    }
    return Math.max(0, rest);
  }

  @Override
  public void finish(long deadlineNanos) {
    long until = Math.min(deadlineNanos, time.nanos() + LAST_RUNS_NANOS);
    for (CollectorRun run : runs) {
      run.awaitEnd(until);
      run.settle(finiteOnly);
      try {
        run.close();
      } catch (IOException e) {
        log.debug("A file of the kernel did not close.", e);
      }
    }
    runs.forEach(run -> run.awaitEnd(until));
    for (Executor thread : aside.values()) {
      if (thread instanceof SideThread own) {
        own.close();
      }
    }
  }

  private long untilDue() {
    long nanos = time.nanos();
    long until = MAX_REST_NANOS;
    for (CollectorRun run : runs) {
      until = Math.min(until, run.untilDue(nanos));
    }
    return until;
  }

  /** By the threads of collectors that may hang. */
  private void wake() {
    waker.run();
  }

  private void scheduleNext(List<CollectorRun> due) {
    long wallNanos = time.wallNanos();
    long nanos = time.nanos();
    for (CollectorRun run : due) {
      run.schedule(wallNanos, nanos);
    }
  }

  private void accept(MetricSample sample) {
    if (Double.isFinite(sample.value())) {
      received.increment();
      out.accept(sample);
    } else {
      notFinite.increment();
    }
  }
}
