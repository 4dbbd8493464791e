package io.groundwatch.app;

import io.groundwatch.codec.JsonBytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Numbers as a person reads them. Any thread. */
final class Shown {
  private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB"};
  private static final long KILO = 1024;

  private Shown() {}

  /** {@code 48,211}. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 1 batch}, {@code 48,211 batches}: the plural with its ending. */
  static String count(long number, String one, String many) {
    return count(number) + " " + (number == 1 ? one : many);
  }

  /** {@code 3.1 MiB}. */
  static String size(long bytes) {
    int unit = 0;
    double left = bytes;
    // What would be shown as 1024.0 is 1.0 of the next unit.
    while (left >= KILO - 0.05 && unit < UNITS.length - 1 && bytes >= KILO) {
      left /= KILO;
      unit++;
    }
    return unit == 0
        ? count(bytes, "byte", "bytes")
        : String.format(Locale.ROOT, "%.1f %s", left, UNITS[unit]);
  }

  /** The two largest units that count: {@code 2 h 5 min}, {@code 9 d}. */
  static String age(long nanos) {
    long seconds = Math.max(0, TimeUnit.NANOSECONDS.toSeconds(nanos));
    if (seconds < 60) {
      return seconds + " s";
    }
    long minutes = seconds / 60;
    if (minutes < 60) {
      return minutes + " min";
    }
    long hours = minutes / 60;
    if (hours < 24) {
      return hours + " h" + rest(minutes % 60, "min");
    }
    return hours / 24 + " d" + rest(hours % 24, "h");
  }

  /** {@code 2026-01-31T12:00:00Z}. */
  static String time(long epochNanos) {
    return Instant.ofEpochSecond(0, epochNanos).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** The time as records have it, for programs. */
  static String exactTime(long epochNanos) {
    byte[] text = new JsonBytes().time(epochNanos).toByteArray();
    return new String(text, StandardCharsets.US_ASCII);
  }

  /** Foreign words: what could move a terminal's cursor stays visible. */
  static String printable(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      shown.append(
          Character.isISOControl(c) ? String.format(Locale.ROOT, "\\u%04x", (int) c) : "" + c);
    }
    return shown.toString();
  }

  private static String rest(long number, String unit) {
    return number == 0 ? "" : " " + number + " " + unit;
  }
}
