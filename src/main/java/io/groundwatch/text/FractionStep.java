package io.groundwatch.text;

/**
 * The fraction of a second: digits after one of {@code separators}. Loggers leave it out where it
 * is nought, so it may be missing; without separators the digits have to be there.
 *
 * @param most how many digits are read; those after the ninth are passed over
 */
record FractionStep(String separators, int most) implements TimeStep {
  /** As many digits as a nanosecond has. */
  static final int NANO_DIGITS = 9;

  /** Fractions are not written longer than this. */
  static final int MOST_DIGITS = 18;

  private static final int[] SCALE = {
    1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1
  };

  @Override
  public int match(byte[] bytes, int at, int end, TimeFields into) {
    int from = separators.isEmpty() ? at : afterSeparator(separators, bytes, at, end);
    int count = Ascii.digits(bytes, from, end, most);
    if (count == 0) {
      return separators.isEmpty() ? NO_MATCH : at;
    }
    into.nano(nanos(bytes, from, count));
    return from + count;
  }

  /** The offset after a separator that digits follow, or {@code at} where there is none. */
  static int afterSeparator(String separators, byte[] bytes, int at, int end) {
    boolean separated = end - at > 1 && separators.indexOf(bytes[at]) >= 0;
    return separated && Ascii.digit(bytes[at + 1]) ? at + 1 : at;
  }

  /** The digits as a fraction of one, in billionths. */
  static int nanos(byte[] bytes, int at, int count) {
    int read = Math.min(count, NANO_DIGITS);
    return (int) Ascii.number(bytes, at, read) * SCALE[read];
  }

  @Override
  public String pattern() {
    return separators.isEmpty() ? digits(most) : "(?:[" + separators + "]?" + digits(most) + ")?";
  }

  /** A pattern of as many digits at the most. */
  static String digits(int most) {
    return "[0-9]{1," + most + "}";
  }

  @Override
  public boolean startsWith(int first) {
    return Ascii.digit(first);
  }

  @Override
  public boolean follows(int before) {
    return !Ascii.digit(before);
  }
}
