package io.groundwatch.checkpoint;

import io.groundwatch.runtime.TimeSource;

/** A clock that stands. */
record FrozenClock() implements TimeSource {
  @Override
  public long wallNanos() {
    return 1_800_000_000_000_000_000L;
  }

  @Override
  public long nanos() {
    return 0;
  }
}
