package io.groundwatch.input.statsd;

import java.nio.charset.StandardCharsets;

/** Reads decimal numbers where they stand. Used again for each; one thread. */
final class Decimal {
  /** So many digits are exact in a double, and so are the powers of ten to divide them by. */
  private static final int MAX_EXACT_DIGITS = 15;

  private static final double[] POWERS = new double[MAX_EXACT_DIGITS + 1];

  static {
    double power = 1;
    for (int i = 0; i < POWERS.length; i++) {
      POWERS[i] = power;
      power *= 10;
    }
  }

  private double value;

  /** The number that was read last. */
  double value() {
    return value;
  }

  /** Reads all of {@code [from, to)}. Returns whether it is a finite number. */
  boolean read(byte[] bytes, int from, int to) {
    int at = from < to && (bytes[from] == '-' || bytes[from] == '+') ? from + 1 : from;
    long digits = 0;
    int count = 0;
    int point = -1;
    for (int i = at; i < to; i++) {
      byte b = bytes[i];
      if (b == '.' && point < 0) {
        point = i;
      } else if (b >= '0' && b <= '9' && count < MAX_EXACT_DIGITS) {
        digits = digits * 10 + (b - '0');
        count++;
      } else {
        return readOther(bytes, from, to);
      }
    }
    if (count == 0) {
      return false;
    }
    double size = point < 0 ? digits : digits / POWERS[to - point - 1];
    value = bytes[from] == '-' ? -size : size;
    return true;
  }

  private boolean readOther(byte[] bytes, int from, int to) {
    if (!isPlain(bytes, from, to)) {
      return false; // Java reads "1d", "0x1p3" and "NaN" as numbers too
    }
    try {
      value = Double.parseDouble(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
      return Double.isFinite(value);
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static boolean isPlain(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if ("0123456789.+-eE".indexOf(bytes[i]) < 0) {
        return false;
      }
    }
    return true;
  }
}
