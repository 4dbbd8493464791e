package io.groundwatch.codec;

import java.time.LocalDate;

/**
 * Writes times as ISO-8601 (RFC 3339) in UTC with three, six or nine digits below the second: the
 * fewest that lose nothing. Neighbours mostly share their second, so its text is kept. Owned by one
 * thread.
 */
final class IsoTimeWriter {
  /** The longest text: {@code 2026-01-31T12:00:00.123456789Z}. */
  static final int MAX_BYTES = 30;

  private static final int SECOND_BYTES = 19;
  private static final int DATE_BYTES = 10;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final int NANOS_PER_MILLI = 1_000_000;
  private static final int NANOS_PER_MICRO = 1000;
  private static final int SECONDS_PER_DAY = 86_400;

  private final byte[] text = new byte[SECOND_BYTES];
  private long textDay = Long.MIN_VALUE;
  private long textSecond = Long.MIN_VALUE;

  /** Writes {@code epochNanos} into {@code out} from {@code at}; returns where the text ends. */
  int write(long epochNanos, byte[] out, int at) {
    long second = Math.floorDiv(epochNanos, NANOS_PER_SECOND);
    if (second != textSecond) {
      writeSecond(second);
    }
    System.arraycopy(text, 0, out, at, SECOND_BYTES);
    int end = at + SECOND_BYTES;
    out[end++] = '.';
    end = writeFraction((int) (epochNanos - second * NANOS_PER_SECOND), out, end);
    out[end++] = 'Z';
    return end;
  }

  private static int writeFraction(int nanos, byte[] out, int at) {
    if (nanos % NANOS_PER_MILLI == 0) {
      return digits(nanos / NANOS_PER_MILLI, 3, out, at);
    }
    if (nanos % NANOS_PER_MICRO == 0) {
      return digits(nanos / NANOS_PER_MICRO, 6, out, at);
    }
    return digits(nanos, 9, out, at);
  }

  private void writeSecond(long second) {
    long day = Math.floorDiv(second, SECONDS_PER_DAY);
    if (day != textDay) {
      writeDay(day);
    }
    int rest = (int) (second - day * SECONDS_PER_DAY);
    int at = DATE_BYTES;
    text[at++] = 'T';
    at = digits(rest / 3600, 2, text, at);
    text[at++] = ':';
    at = digits(rest / 60 % 60, 2, text, at);
    text[at++] = ':';
    digits(rest % 60, 2, text, at);
    textSecond = second;
  }

  private void writeDay(long day) {
    // A long of nanoseconds reaches from 1677 to 2262, so the year always has four digits.
    LocalDate date = LocalDate.ofEpochDay(day);
    int at = digits(date.getYear(), 4, text, 0);
    text[at++] = '-';
    at = digits(date.getMonthValue(), 2, text, at);
    text[at++] = '-';
    digits(date.getDayOfMonth(), 2, text, at);
    textDay = day;
  }

  private static int digits(int number, int count, byte[] out, int at) {
    int rest = number;
    for (int i = at + count - 1; i >= at; i--) {
      out[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return at + count;
  }
}
