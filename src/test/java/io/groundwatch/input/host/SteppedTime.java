package io.groundwatch.input.host;

import io.groundwatch.runtime.TimeSource;

/** Two clocks that a test moves: together, or the wall clock alone. */
final class SteppedTime implements TimeSource {
  static final long SECOND = 1_000_000_000L;

  private long wallNanos;
  private long nanos = -5 * SECOND;

  SteppedTime(long wallNanos) {
    this.wallNanos = wallNanos;
  }

  @Override
  public long wallNanos() {
    return wallNanos;
  }

  @Override
  public long nanos() {
    return nanos;
  }

  void pass(long byNanos) {
    nanos += byNanos;
    wallNanos += byNanos;
  }

  void stepWall(long byNanos) {
    wallNanos += byNanos;
  }
}
