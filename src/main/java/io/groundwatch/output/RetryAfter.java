package io.groundwatch.output;

import io.netty.handler.codec.DateFormatter;
import java.time.Duration;
import java.util.Date;

/**
 * The {@code Retry-After} header (RFC 9110 §10.2.3): a number of seconds or a date. Never more than
 * {@link #MAX}, so that a server's mistake cannot silence an agent for a year.
 */
final class RetryAfter {
  /** Ten minutes. */
  static final Duration MAX = Duration.ofMinutes(10);

  private static final int MAX_DIGITS = 9;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private RetryAfter() {}

  /** How long to wait; zero where the header says nothing that can be understood. */
  static Duration parse(String header, long nowNanos) {
    String value = header.strip();
    if (!value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return value.length() > MAX_DIGITS ? MAX : capped(Duration.ofSeconds(Long.parseLong(value)));
    }
    Date date = DateFormatter.parseHttpDate(value);
    return date == null
        ? Duration.ZERO
        : capped(Duration.ofMillis(date.toInstant().toEpochMilli() - nowNanos / NANOS_PER_MILLI));
  }

  private static Duration capped(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(MAX) > 0 ? MAX : wait;
  }
}
