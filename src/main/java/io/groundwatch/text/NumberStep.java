package io.groundwatch.text;

/**
 * A number of {@code fewest} to {@code most} digits in {@code [low, high]}; takes as many digits as
 * it can. A number that ends the format may have to be {@code whole}: 26 is not the year in
 * 1/31/2026 then.
 *
 * @param padded whether a blank may stand for its first digit
 */
record NumberStep(TimeField field, Digits digits, Range range, boolean padded, boolean whole)
    implements TimeStep {
  /** How many digits. */
  record Digits(int fewest, int most) {}

  /** Which values, both ends included. */
  record Range(int low, int high) {}

  @Override
  public int match(byte[] bytes, int at, int end, TimeFields into) {
    boolean blank = padded && at < end && bytes[at] == ' ';
    int from = blank ? at + 1 : at;
    int count = Ascii.digits(bytes, from, end, blank ? digits.most - 1 : digits.most);
    if (count < digits.fewest) {
      return NO_MATCH;
    }
    int next = from + count;
    int value = (int) Ascii.number(bytes, from, count);
    if (value < range.low || value > range.high) {
      return NO_MATCH;
    }
    if (whole && next < end && Ascii.digit(bytes[next])) {
      return NO_MATCH;
    }
    into.put(field, value);
    return next;
  }

  @Override
  public String pattern() {
    String digit = "[0-9]{" + digits.fewest + "," + digits.most + "}";
    return padded
        ? "(?: [0-9]{" + digits.fewest + "," + (digits.most - 1) + "}|" + digit + ")"
        : digit;
  }

  @Override
  public boolean startsWith(int first) {
    return Ascii.digit(first) || (padded && first == ' ');
  }

  /** A timestamp does not begin in the middle of a number. */
  @Override
  public boolean follows(int before) {
    return !Ascii.digit(before);
  }
}
