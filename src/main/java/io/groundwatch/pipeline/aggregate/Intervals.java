package io.groundwatch.pipeline.aggregate;

import io.groundwatch.runtime.TimeSource;
import java.util.concurrent.TimeUnit;

/**
 * Intervals of equal length, aligned to the clock: minutes that begin on the minute. One thread.
 */
public final class Intervals {
  private final TimeSource time;
  private final long lengthNanos;
  private long startWallNanos;
  private long endNanos;

  /** Begins with the one that is under way. */
  public Intervals(TimeSource time, int seconds) {
    this.time = time;
    this.lengthNanos = TimeUnit.SECONDS.toNanos(seconds);
    next();
  }

  /** Goes to the one that is under way. */
  public void next() {
    long wall = time.wallNanos();
    long into = Math.floorMod(wall, lengthNanos);
    startWallNanos = wall - into;
    endNanos = time.nanos() + lengthNanos - into;
  }

  /** Whether it is over. */
  public boolean isOver() {
    return dueInNanos() <= 0;
  }

  /** How long it still takes, in nanoseconds; negative = since when it is over. */
  public long dueInNanos() {
    return endNanos - time.nanos();
  }

  /** When it began, in nanoseconds since the epoch. */
  public long startWallNanos() {
    return startWallNanos;
  }

  /** When it ends, in nanoseconds since the epoch. */
  public long endWallNanos() {
    return startWallNanos + lengthNanos;
  }
}
