package io.groundwatch.text;

import java.time.LocalDate;

/** Times as RFC 3339 writes them, with up to nine digits of a second. Stateless; any thread. */
public final class Rfc3339 {
  /** Not a time. */
  public static final long NONE = Long.MIN_VALUE;

  private static final String SHAPE = "dddd-dd-ddTdd:dd:dd";
  private static final long NANOS = 1_000_000_000L;

  private Rfc3339() {}

  /** The time in {@code [from, to)} in epoch nanoseconds, or {@link #NONE}. */
  public static long nanos(byte[] bytes, int from, int to) {
    if (to - from <= SHAPE.length() || !hasShape(bytes, from)) {
      return NONE;
    }
    int month = number(bytes, from + 5, 2);
    int day = number(bytes, from + 8, 2);
    int year = number(bytes, from, 4);
    int second = number(bytes, from + 17, 2);
    int hour = number(bytes, from + 11, 2);
    int minute = number(bytes, from + 14, 2);
    // Nanoseconds in a long end in 2262.
    boolean inRange = year >= 1700 && year <= 2261 && month >= 1 && month <= 12 && day >= 1;
    if (!inRange || day > LocalDate.of(year, month, 1).lengthOfMonth()) {
      return NONE;
    }
    if (hour > 23 || minute > 59 || second > 60) {
      return NONE;
    }
    long days = LocalDate.of(year, month, day).toEpochDay();
    long seconds = days * 86_400 + hour * 3600L + minute * 60L + second;
    return fractionAndZone(bytes, from + SHAPE.length(), to, seconds);
  }

  private static long fractionAndZone(byte[] bytes, int from, int to, long seconds) {
    int at = from;
    long nanos = 0;
    if (bytes[at] == '.') {
      long unit = NANOS;
      int first = ++at;
      for (; at < to && isDigit(bytes[at]) && at - first < 9; at++) {
        unit /= 10;
        nanos += unit * (bytes[at] - '0');
      }
      if (at == first) {
        return NONE;
      }
    }
    int zone = zoneSeconds(bytes, at, to);
    return zone == Integer.MIN_VALUE ? NONE : (seconds - zone) * NANOS + nanos;
  }

  /** Seconds east of Greenwich, or the least int. */
  private static int zoneSeconds(byte[] bytes, int at, int to) {
    if (to - at == 1 && bytes[at] == 'Z') {
      return 0;
    }
    boolean shaped =
        to - at == 6
            && (bytes[at] == '+' || bytes[at] == '-')
            && bytes[at + 3] == ':'
            && isDigit(bytes[at + 1])
            && isDigit(bytes[at + 2])
            && isDigit(bytes[at + 4])
            && isDigit(bytes[at + 5]);
    if (!shaped) {
      return Integer.MIN_VALUE;
    }
    int seconds = number(bytes, at + 1, 2) * 3600 + number(bytes, at + 4, 2) * 60;
    return bytes[at] == '-' ? -seconds : seconds;
  }

  private static boolean hasShape(byte[] bytes, int from) {
    for (int i = 0; i < SHAPE.length(); i++) {
      char wanted = SHAPE.charAt(i);
      boolean fits = wanted == 'd' ? isDigit(bytes[from + i]) : bytes[from + i] == wanted;
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static int number(byte[] bytes, int at, int digits) {
    int value = 0;
    for (int i = 0; i < digits; i++) {
      value = value * 10 + bytes[at + i] - '0';
    }
    return value;
  }
}
