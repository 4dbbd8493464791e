package io.groundwatch.input.syslog;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.groundwatch.text.Rfc3339;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/**
 * Reads the times of messages. The old form, {@code Mmm dd hh:mm:ss}, has neither year nor zone: it
 * is this host's, and of the year that makes it the nearest to now. One thread.
 */
final class SyslogTime {
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
  private static final int OLD_LENGTH = "Mmm dd hh:mm:ss".length();
  private static final int LONGEST_ISO = 35;

  /** A clock may be ahead by so much, and no more. */
  private static final Duration AHEAD = Duration.ofDays(1);

  private final ZoneId zone;
  private long nanos;

  SyslogTime(ZoneId zone) {
    this.zone = zone;
  }

  /** The time of a word as RFC 3339 writes it; {@code otherwise} where it is none. */
  long iso(byte[] bytes, int from, int to, long otherwise) {
    long read = Rfc3339.nanos(bytes, from, to);
    return read == Rfc3339.NONE ? otherwise : read;
  }

  /**
   * Reads a time of either form; returns where what follows it begins, or -1 where there is none.
   */
  int old(byte[] bytes, int from, int end, long nowNanos) {
    int space = from;
    while (space < end && space - from <= LONGEST_ISO && bytes[space] != ' ') {
      space++;
    }
    long iso = Rfc3339.nanos(bytes, from, space);
    if (iso != Rfc3339.NONE) {
      nanos = iso;
      return Math.min(end, space + 1);
    }
    if (end - from < OLD_LENGTH) {
      return -1;
    }
    try {
      nanos = of(new String(bytes, from, OLD_LENGTH, US_ASCII), nowNanos);
      return Math.min(end, from + OLD_LENGTH + 1);
    } catch (DateTimeException | NumberFormatException e) {
      return -1;
    }
  }

  private long of(String text, long nowNanos) {
    int month = MONTHS.indexOf(text.substring(0, 3)) / 3 + 1;
    if (MONTHS.indexOf(text.substring(0, 3)) % 3 != 0
        || text.charAt(9) != ':'
        || text.charAt(12) != ':') {
      throw new DateTimeException("another form");
    }
    LocalDateTime now =
        LocalDateTime.ofEpochSecond(TimeUnit.NANOSECONDS.toSeconds(nowNanos), 0, ZoneOffset.UTC);
    LocalDateTime time =
        LocalDateTime.of(
            now.getYear(),
            month,
            number(text, 4, 6),
            number(text, 7, 9),
            number(text, 10, 12),
            number(text, 13, 15));
    if (time.isAfter(now.plus(AHEAD))) {
      time = time.minusYears(1);
    } else if (time.isBefore(now.minusMonths(11))) {
      time = time.plusYears(1);
    }
    return TimeUnit.SECONDS.toNanos(time.atZone(zone).toEpochSecond());
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text.substring(from, to).strip());
  }

  /** The time that was read last. */
  long nanos() {
    return nanos;
  }
}
