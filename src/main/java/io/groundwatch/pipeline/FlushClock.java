package io.groundwatch.pipeline;

import io.groundwatch.runtime.TimeSource;

/**
 * When a batcher that is not full should close its batch. What comes after a quiet spell goes at
 * once; in a busy one there are {@code maxAge} between two batches. So delivery is as fast as it
 * can be with no more syncs than {@code maxAge} implies. Owned by the batcher's thread.
 */
final class FlushClock {
  private final TimeSource time;
  private final long maxAgeNanos;
  private long lastNanos;

  FlushClock(TimeSource time, long maxAgeNanos) {
    this.time = time;
    this.maxAgeNanos = maxAgeNanos;
    this.lastNanos = time.nanos() - maxAgeNanos;
  }

  /** How long until a batch is due, in nanoseconds; 0 or less = now. */
  long dueInNanos() {
    return lastNanos + maxAgeNanos - time.nanos();
  }

  /** Notes that a batch was closed. */
  void flushed() {
    lastNanos = time.nanos();
  }
}
