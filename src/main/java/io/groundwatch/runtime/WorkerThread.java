package io.groundwatch.runtime;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a {@link Worker}: works while there is work, rests while there is none, and finishes it on
 * the same thread. {@link #wake()} and {@link #stop} may be called by any thread.
 *
 * <p>An exception out of {@link Worker#work()} is a bug of ours: it is logged whole, and the worker
 * goes on after a second, since an agent that stops on its first surprise loses more than one that
 * limps.
 */
public final class WorkerThread {
  private static final Logger log = LoggerFactory.getLogger(WorkerThread.class);
  private static final long REST_AFTER_BUG_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Worker worker;
  private final TimeSource time;
  private final Thread thread;
  private final AtomicBoolean woken = new AtomicBoolean();
  private volatile boolean working;
  private volatile long workingSinceNanos;
  private volatile boolean stopping;
  private volatile long deadlineNanos;

  /** Makes the thread; {@link #start()} starts it. */
  public WorkerThread(Worker worker, TimeSource time) {
    this.worker = worker;
    this.time = time;
    this.thread = new Thread(this::run, worker.name());
  }

  /** Starts working. */
  public void start() {
    thread.start();
  }

  /** Ends a rest, or prevents the next one. */
  public void wake() {
    if (!woken.getAndSet(true)) {
      LockSupport.unpark(thread);
    }
  }

  /** Asks the worker to finish by {@code deadlineNanos} of the monotonic clock. */
  public void stop(long deadlineNanos) {
    this.deadlineNanos = deadlineNanos;
    stopping = true;
    wake();
  }

  /** The worker's name. */
  public String name() {
    return worker.name();
  }

  /** For how long it has been in one turn of its work; zero while it rests. Any thread. */
  public Duration busyFor() {
    return working
        ? Duration.ofNanos(Math.max(0, time.nanos() - workingSinceNanos))
        : Duration.ZERO;
  }

  /** Waits for the thread to end. Returns whether it did. */
  public boolean join(Duration atMost) {
    try {
      thread.join(Math.max(1, atMost.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }

  private void run() {
    while (!stopping) {
      rest(workOnce());
    }
    try {
      worker.finish(deadlineNanos);
    } catch (RuntimeException e) {
      log.error("{} did not finish cleanly.", worker.name(), e);
    }
  }

  private long workOnce() {
    workingSinceNanos = time.nanos();
    working = true;
    try {
      return worker.work() > 0 ? 0 : worker.restNanos();
    } catch (RuntimeException e) {
      log.error("{} failed; this is a bug. It goes on in a second.", worker.name(), e);
      return REST_AFTER_BUG_NANOS;
    } finally {
      working = false;
    }
  }

  private void rest(long nanos) {
    long until = time.nanos() + nanos;
    while (nanos > 0 && !stopping && !woken.getAndSet(false)) {
      LockSupport.parkNanos(this, nanos);
      nanos = until - time.nanos();
    }
  }
}
