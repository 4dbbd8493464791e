package io.groundwatch.input.host;

import io.groundwatch.model.MetricSample;
import io.groundwatch.runtime.TimeSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs of a collector that may hang, on a thread beside the thread {@code host}: a dead file server
 * or a driver that does not answer holds that thread alone. Its samples wait until they are taken;
 * one run at most is under way.
 *
 * <p>All but the run itself is the thread {@code host}'s; the result is handed over once a run.
 */
final class AsideRun {
  private static final Logger log = LoggerFactory.getLogger(AsideRun.class);

  /** After so long without an answer, what comes is too old for the time it is stamped with. */
  static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Collector collector;
  private final Executor thread;
  private final TimeSource time;
  private final Runnable wake;
  private final AtomicReference<@Nullable Result> done = new AtomicReference<>();
  private final Turn turn;
  private CompletableFuture<Void> ended = CompletableFuture.completedFuture(null);
  private boolean running;
  private boolean said;
  private long startedNanos;

  /**
   * What a run brought.
   *
   * @param failure null if there was none
   */
  record Result(
      List<MetricSample> samples, int leftOut, @Nullable Throwable failure, long tookNanos) {}

  /** Runs a collector on {@code thread}; calls {@code wake} there when a result is there. */
  AsideRun(CollectorSchedule schedule, Executor thread, TimeSource time, Runnable wake) {
    this.collector = schedule.collector();
    this.turn = schedule.turn();
    this.thread = thread;
    this.time = time;
    this.wake = wake;
  }

  /** Starts a run, unless the one before is still under way. */
  void start(long wallNanos) {
    if (!running) {
      running = true;
      said = false;
      startedNanos = time.nanos();
      beside(() -> run(wallNanos));
    }
  }

  /** The result of the run that has ended; null where there is none. A late one has no samples. */
  @Nullable Result take() {
    Result result = done.getAndSet(null);
    if (result == null) {
      return null;
    }
    running = false;
    boolean late = result.tookNanos > DEADLINE_NANOS;
    return late ? new Result(List.of(), 0, result.failure, result.tookNanos) : result;
  }

  /** Whether the run under way is over its deadline; true once a run. */
  boolean newlyOverdue() {
    boolean overdue = running && !said && untilAttention() <= 0 && done.get() == null;
    said |= overdue;
    return overdue;
  }

  /** How long until {@link #take} or {@link #newlyOverdue} has something, as far as is known. */
  long untilAttention() {
    if (done.get() != null) {
      return 0;
    }
    return running && !said ? startedNanos + DEADLINE_NANOS - time.nanos() : Long.MAX_VALUE;
  }

  /** Waits until the last run, or the closing, has ended, but no longer than this. */
  void awaitEnd(long untilNanos) {
    try {
      ended.get(Math.max(0, untilNanos - time.nanos()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) {
      log.debug("{} still runs.", collector.name());
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Has the collector closed when its last run has ended. */
  void close() {
    beside(
        () -> {
          try {
            collector.close();
          } catch (IOException e) {
            log.debug("A file of the kernel did not close.", e);
          }
        });
  }

  private void beside(Runnable task) {
    CompletableFuture<Void> end = new CompletableFuture<>();
    ended = end;
    turn.begin();
    thread.execute(
        () -> {
          try {
            task.run();
          } finally {
            turn.end();
            end.complete(null);
          }
        });
  }

  private void run(long wallNanos) {
    List<MetricSample> samples = new ArrayList<>();
    Throwable failure = null;
    try {
      collector.collect(wallNanos, samples::add);
    } catch (IOException | RuntimeException | LinkageError e) {
      failure = e;
    }
    done.set(new Result(samples, collector.leftOut(), failure, time.nanos() - startedNanos));
    wake.run();
  }
}
