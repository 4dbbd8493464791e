package io.groundwatch.app;

import io.groundwatch.runtime.TimeSource;
import io.groundwatch.runtime.Worker;
import java.util.concurrent.TimeUnit;

/**
 * What the agent does for itself now and then, on one thread: says how it is doing, gives back
 * memory.
 */
final class Upkeep implements Worker {
  private static final long TRIM_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final StatusLine status;
  private final HeapTrim trim;
  private final TimeSource time;
  private long trimNanos;

  Upkeep(StatusLine status, HeapTrim trim, TimeSource time) {
    this.status = status;
    this.trim = trim;
    this.time = time;
    this.trimNanos = time.nanos() + TRIM_NANOS;
  }

  @Override
  public String name() {
    return status.name();
  }

  @Override
  public int work() {
    if (time.nanos() - trimNanos >= 0) {
      trim.look();
      trimNanos = time.nanos() + TRIM_NANOS;
    }
    return status.work();
  }

  @Override
  public long restNanos() {
    return Math.max(0, Math.min(status.restNanos(), trimNanos - time.nanos()));
  }

  @Override
  public void finish(long deadlineNanos) {
    status.finish(deadlineNanos);
  }
}
