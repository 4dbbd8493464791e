package io.groundwatch.config;

import java.time.Duration;

/**
 * A lane's disk buffer.
 *
 * @param maxBytes on disk
 * @param maxAge after which a batch is given up and counted
 * @param whenFull what gives way when {@code maxBytes} is reached
 */
public record BufferConfig(long maxBytes, Duration maxAge, WhenFull whenFull) {
  /** One GiB. */
  public static final long DEFAULT_MAX_BYTES = 1L << 30;

  public static final Duration DEFAULT_MAX_AGE = Duration.ofDays(14);

  /** What gives way when the buffer is full. */
  public enum WhenFull {
    /** What comes: lines wait in their files. */
    BLOCK,
    /** What is oldest: counted, and its positions settled. */
    DROP_OLDEST
  }
}
