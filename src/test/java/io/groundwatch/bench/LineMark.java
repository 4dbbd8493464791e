package io.groundwatch.bench;

/**
 * What tells one line from every other, whatever format it arrives in:
 * {@code @FFFF.NNNNNNNNNN.TTTTTTTTTTTTTTTT}, that is its file, its number there from 0, and when it
 * was written in microseconds since the epoch.
 */
final class LineMark {
  static final int BYTES = 33;

  private static final int FILE_DIGITS = 4;
  private static final int NUMBER_AT = 6;
  private static final int NUMBER_DIGITS = 10;
  private static final int MICROS_AT = 17;
  private static final int MICROS_DIGITS = 16;

  private LineMark() {}

  /** Takes the marks that are found. */
  @FunctionalInterface
  interface Visitor {
    void mark(int file, long number, long micros);
  }

  /** Puts a mark at {@code at}. Returns where it ends. */
  static int put(byte[] into, int at, int file, long number, long micros) {
    into[at] = '@';
    digits(into, at + 1, FILE_DIGITS, file);
    into[at + NUMBER_AT - 1] = '.';
    digits(into, at + NUMBER_AT, NUMBER_DIGITS, number);
    into[at + MICROS_AT - 1] = '.';
    digits(into, at + MICROS_AT, MICROS_DIGITS, micros);
    return at + BYTES;
  }

  /**
   * Finds the marks in the first {@code length} bytes. Returns from where on more may complete one.
   */
  static int find(byte[] bytes, int length, Visitor visitor) {
    int at = 0;
    while (at <= length - BYTES) {
      if (bytes[at] == '@'
          && bytes[at + NUMBER_AT - 1] == '.'
          && bytes[at + MICROS_AT - 1] == '.') {
        visitor.mark(
            (int) number(bytes, at + 1, FILE_DIGITS),
            number(bytes, at + NUMBER_AT, NUMBER_DIGITS),
            number(bytes, at + MICROS_AT, MICROS_DIGITS));
        at += BYTES;
      } else {
        at++;
      }
    }
    return at;
  }

  private static void digits(byte[] into, int at, int digits, long number) {
    long rest = number;
    for (int i = at + digits - 1; i >= at; i--) {
      into[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  private static long number(byte[] bytes, int at, int digits) {
    long number = 0;
    for (int i = at; i < at + digits; i++) {
      number = number * 10 + (bytes[i] - '0');
    }
    return number;
  }
}
