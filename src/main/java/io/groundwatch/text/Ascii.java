package io.groundwatch.text;

/** Kinds of ASCII bytes, taken as they are signed or not: no other encoding's letters match. */
final class Ascii {
  private Ascii() {}

  static boolean digit(int b) {
    return b >= '0' && b <= '9';
  }

  static boolean letter(int b) {
    int lower = b | 0x20;
    return lower >= 'a' && lower <= 'z';
  }

  static boolean blank(int b) {
    return b == ' ' || b == '\t' || b == '\n' || b == '\r';
  }

  /** The place of the first digit in {@code [from, to)}, or {@code to}. */
  static int nextDigit(byte[] bytes, int from, int to) {
    int next = from;
    while (next < to && (bytes[next] < '0' || bytes[next] > '9')) {
      next++;
    }
    return next;
  }

  /** How many digits stand at {@code at}, at most {@code most}. */
  static int digits(byte[] bytes, int at, int end, int most) {
    int last = Math.min(end, at + most);
    int next = at;
    while (next < last && digit(bytes[next])) {
      next++;
    }
    return next - at;
  }

  /** The value of {@code count} digits, at most 18. */
  static long number(byte[] bytes, int at, int count) {
    long value = 0;
    for (int i = at; i < at + count; i++) {
      value = value * 10 + (bytes[i] - '0');
    }
    return value;
  }
}
