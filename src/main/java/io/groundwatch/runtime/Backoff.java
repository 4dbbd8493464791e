package io.groundwatch.runtime;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: exponential, with full jitter (a delay drawn evenly
 * from 0 to the bound, as in "Exponential Backoff and Jitter", AWS Architecture Blog), so that a
 * thousand agents do not come back together. Owned by one thread.
 */
public final class Backoff {
  private static final int MAX_DOUBLINGS = 40;

  private final long initialNanos;
  private final long maxNanos;
  private final RandomGenerator random;
  private int failures;

  /** The bound starts at {@code initial} and doubles a failure up to {@code max}. */
  public Backoff(Duration initial, Duration max, RandomGenerator random) {
    if (initial.isZero() || initial.isNegative() || max.compareTo(initial) < 0) {
      throw new IllegalArgumentException(
          "initial: " + initial + ", max: " + max + " (expected: 0 < initial <= max)");
    }
    this.initialNanos = initial.toNanos();
    this.maxNanos = max.toNanos();
    this.random = random;
  }

  /** Counts a failure and draws the delay after it, in nanoseconds. */
  public long nextNanos() {
    long bound = maxNanos;
    if (failures < MAX_DOUBLINGS && initialNanos <= maxNanos >> failures) {
      bound = initialNanos << failures;
    }
    failures++;
    return random.nextLong(bound + 1);
  }

  /** Forgets the failures: something went well. */
  public void reset() {
    failures = 0;
  }

  /** Failures since something went well. */
  public int failures() {
    return failures;
  }
}
