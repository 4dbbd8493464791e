package io.groundwatch.runtime;

import java.time.Duration;

/** A clock that stands still until a test moves it. */
public final class FakeTime implements TimeSource {
  private long wallNanos = 1_767_225_600_000_000_000L;
  private long nanos;
  private long tickNanos;

  @Override
  public long wallNanos() {
    return wallNanos;
  }

  @Override
  public long nanos() {
    nanos += tickNanos;
    return nanos;
  }

  /** Moves both clocks on. */
  public void advance(Duration by) {
    wallNanos += by.toNanos();
    nanos += by.toNanos();
  }

  /** Moves the monotonic clock on by itself, each time it is read. */
  public void tick(Duration step) {
    tickNanos = step.toNanos();
  }

  /** Steps the wall clock alone, as an administrator or NTP may. */
  public void stepWall(Duration by) {
    wallNanos += by.toNanos();
  }
}
