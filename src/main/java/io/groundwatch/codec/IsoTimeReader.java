package io.groundwatch.codec;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Reads the times that {@link IsoTimeWriter} writes. Neighbours mostly share their day, so the last
 * one is kept. Owned by one thread.
 */
final class IsoTimeReader {
  private static final int DATE_CHARS = 10;
  private static final int SECOND_CHARS = 19;
  private static final int MAX_DIGITS = 9;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long SECONDS_PER_DAY = 86_400;

  private String day = "";
  private long epochDay;

  /**
   * The nanoseconds since the epoch.
   *
   * @throws DamagedPayloadException where it is no such time
   */
  long read(String text) throws DamagedPayloadException {
    int end = text.length() - 1;
    if (end <= SECOND_CHARS + 1 || end > SECOND_CHARS + 1 + MAX_DIGITS || !isShaped(text, end)) {
      throw new DamagedPayloadException("time: \"" + text + "\"");
    }
    if (!text.startsWith(day) || day.isEmpty()) {
      readDay(text.substring(0, DATE_CHARS));
    }
    long seconds =
        epochDay * SECONDS_PER_DAY
            + number(text, 11, 13) * 3600L
            + number(text, 14, 16) * 60L
            + number(text, 17, 19);
    long fraction = number(text, SECOND_CHARS + 1, end);
    for (int digits = end - SECOND_CHARS - 1; digits < MAX_DIGITS; digits++) {
      fraction *= 10;
    }
    return seconds * NANOS_PER_SECOND + fraction;
  }

  private void readDay(String text) throws DamagedPayloadException {
    try {
      epochDay = LocalDate.parse(text).toEpochDay();
      day = text;
    } catch (DateTimeException e) {
      throw new DamagedPayloadException("date: \"" + text + "\"");
    }
  }

  private static boolean isShaped(String text, int end) {
    for (int i = DATE_CHARS + 1; i < end; i++) {
      char c = text.charAt(i);
      boolean right =
          switch (i) {
            case 13, 16 -> c == ':';
            case SECOND_CHARS -> c == '.';
            default -> c >= '0' && c <= '9';
          };
      if (!right) {
        return false;
      }
    }
    return text.charAt(DATE_CHARS) == 'T' && text.charAt(end) == 'Z';
  }

  private static long number(String text, int from, int to) {
    long number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }
}
