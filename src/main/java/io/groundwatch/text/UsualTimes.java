package io.groundwatch.text;

import java.time.ZoneId;
import java.util.List;
import java.util.OptionalLong;

/**
 * Reads the time of a field whose format nobody names: RFC 3339 and its looser relatives ({@code
 * 2026-01-31T12:00:00.123Z}, {@code 2026-01-31 12:00:00,123}), or the time since 1970 in seconds,
 * milliseconds, microseconds or nanoseconds. Owned by one thread.
 */
public final class UsualTimes {
  private static final List<String> DATES =
      List.of("%FT%T%z", "%F %T%z", "%F %T.%f", "%FT%T.%f", "%F %T.%f %z");

  /** Longer values are no times. */
  private static final int MAX_BYTES = 64;

  private final List<TimestampReader> dates;
  private final TimestampReader epoch;

  /**
   * Times that say no zone are of {@code zone}.
   *
   * @param zone of them
   */
  public UsualTimes(ZoneId zone) {
    this.dates =
        DATES.stream().map(format -> TimestampFormat.compile(format, zone).reader()).toList();
    this.epoch = TimestampFormat.compile("%s", zone).reader();
  }

  /**
   * The time that a field's value is.
   *
   * @param nowNanos as {@link TimestampReader#find} takes it
   */
  public OptionalLong find(byte[] bytes, int offset, int length, long nowNanos) {
    if (length > MAX_BYTES) {
      return OptionalLong.empty();
    }
    if (epoch.is(bytes, offset, length, nowNanos)) {
      return epoch.time();
    }
    for (TimestampReader date : dates) {
      if (date.is(bytes, offset, length, nowNanos)) {
        return date.time();
      }
    }
    return OptionalLong.empty();
  }
}
