package io.groundwatch.pipeline;

import io.groundwatch.runtime.TimeSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes a second may go to a destination, all its lanes together: they share the link. A
 * sender takes its turn, waits for it, and sends; turns are given in the order in which they are
 * asked for, so that no lane starves another. What was not used does not add up: after a quiet
 * spell one batch goes at once, and the next when the bytes of that one would have gone. Any
 * thread.
 */
public final class RateLimit {
  private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private final long bytesPerSecond;
  private final AtomicLong nextNanos;

  private RateLimit(long bytesPerSecond, long nowNanos) {
    this.bytesPerSecond = bytesPerSecond;
    this.nextNanos = new AtomicLong(nowNanos);
  }

  /** No limit. */
  public static RateLimit none() {
    return new RateLimit(0, 0);
  }

  /** A limit of {@code bytesPerSecond}, at least 1. */
  public static RateLimit of(long bytesPerSecond, TimeSource time) {
    if (bytesPerSecond < 1) {
      throw new IllegalArgumentException("rate: " + bytesPerSecond + " (expected: > 0)");
    }
    return new RateLimit(bytesPerSecond, time.nanos());
  }

  /** Takes the next turn, for {@code bytes}. Returns when it is, of the monotonic clock. */
  long reserve(long bytes, long nowNanos) {
    if (bytesPerSecond == 0) {
      return nowNanos;
    }
    long cost = Math.round((double) bytes * NANOS_PER_SECOND / bytesPerSecond);
    long after =
        nextNanos.accumulateAndGet(
            cost, (next, more) -> (next - nowNanos < 0 ? nowNanos : next) + more);
    return after - cost;
  }
}
