package io.groundwatch.runtime;

import java.time.Duration;

/** A clock that stands still until a test moves it. */
public final class FakeTime implements TimeSource {
  private long wallNanos = 1_767_225_600_000_000_000L;
  private long nanos;

  @Override
  public long wallNanos() {
    return wallNanos;
  }

  @Override
  public long nanos() {
    return nanos;
  }

  /** Moves both clocks on. */
  public void advance(Duration by) {
    wallNanos += by.toNanos();
    nanos += by.toNanos();
  }

  /** Steps the wall clock alone, as an administrator or NTP may. */
  public void stepWall(Duration by) {
    wallNanos += by.toNanos();
  }
}
