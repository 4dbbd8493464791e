package io.groundwatch.text;

/**
 * Time since 1970 in UTC, in the unit that its number of digits says: 10 = seconds, 13 =
 * milliseconds, 16 = microseconds, 19 = nanoseconds, which is so from 2001 to 2286; a number of
 * another length is something else. A fraction of the unit may follow.
 *
 * @param separators what may stand before the fraction
 */
record EpochStep(String separators) implements TimeStep {
  private static final int SECOND_DIGITS = 10;
  private static final int NANO_DIGITS = 19;
  private static final int[] UNITS_PER_SECOND = {1, 1_000, 1_000_000, 1_000_000_000};

  @Override
  public int match(byte[] bytes, int at, int end, TimeFields into) {
    int count = Ascii.digits(bytes, at, end, NANO_DIGITS + 1);
    int below = count - SECOND_DIGITS;
    if (below < 0 || count > NANO_DIGITS || below % 3 != 0) {
      return NO_MATCH;
    }
    int next = at + count;
    int nano = below == 0 ? 0 : FractionStep.nanos(bytes, at + SECOND_DIGITS, below);
    int from = FractionStep.afterSeparator(separators, bytes, next, end);
    if (from > next) {
      int digits = Ascii.digits(bytes, from, end, FractionStep.MOST_DIGITS);
      nano += FractionStep.nanos(bytes, from, digits) / UNITS_PER_SECOND[below / 3];
      next = from + digits;
    }
    into.epoch(Ascii.number(bytes, at, SECOND_DIGITS));
    into.nano(nano);
    return next;
  }

  @Override
  public String pattern() {
    String unit = "[0-9]{10}(?:[0-9]{3}){0,3}";
    return separators.isEmpty()
        ? unit
        : unit + "(?:[" + separators + "]" + FractionStep.digits(FractionStep.MOST_DIGITS) + ")?";
  }

  @Override
  public boolean startsWith(int first) {
    return Ascii.digit(first);
  }

  /** A timestamp does not begin in the middle of a number. */
  @Override
  public boolean follows(int before) {
    return !Ascii.digit(before);
  }
}
