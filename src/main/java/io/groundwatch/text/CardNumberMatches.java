package io.groundwatch.text;

/**
 * Finds numbers of payment cards (ISO/IEC 7812): 13 to 19 digits, in one piece or in groups with
 * one blank or one hyphen between, that start with 2 to 6 and end with the right check digit. So
 * most other long numbers, such as times and ids, are none. Owned by one thread.
 */
public final class CardNumberMatches implements TextMatches {
  private static final int MIN_DIGITS = 13;
  private static final int MAX_DIGITS = 19;

  /** A group that another follows has at least so many digits. */
  private static final int MIN_GROUP = 4;

  /** A group that another follows has at most so many digits. */
  private static final int MAX_GROUP = 6;

  private byte[] bytes = new byte[0];
  private int first;
  private int from;
  private int to;
  private int start;
  private int end;

  @Override
  public void open(byte[] text, int offset, int length) {
    bytes = text;
    first = offset;
    from = offset;
    to = offset + length;
  }

  @Override
  public boolean next() {
    int at = Ascii.nextDigit(bytes, from, to);
    while (at < to) {
      int digits = Ascii.digits(bytes, at, to, to - at);
      if (bytes[at] >= '2' && bytes[at] <= '6' && !isWord(at - 1) && number(at, digits)) {
        start = at;
        from = end;
        return true;
      }
      at = Ascii.nextDigit(bytes, at + digits, to);
    }
    from = to;
    return false;
  }

  @Override
  public int start() {
    return start;
  }

  @Override
  public int end() {
    return end;
  }

  /** Looks for the longest number that starts with the {@code digits} digits at {@code at}. */
  private boolean number(int at, int digits) {
    int sum = digits;
    int last = digits;
    int next = at + digits;
    boolean found = isNumber(at, next, sum);
    byte separator = next < to ? bytes[next] : 0;
    boolean grouped = separator == ' ' || separator == '-';
    while (grouped && last >= MIN_GROUP && last <= MAX_GROUP && sum < MAX_DIGITS) {
      last = Ascii.digits(bytes, next + 1, to, MAX_DIGITS + 1);
      sum += last;
      next += 1 + last;
      found |= last > 0 && isNumber(at, next, sum);
      grouped = last > 0 && next < to && bytes[next] == separator;
    }
    return found;
  }

  private boolean isNumber(int at, int after, int digits) {
    boolean number =
        digits >= MIN_DIGITS && digits <= MAX_DIGITS && !isWord(after) && isChecked(at, after);
    end = number ? after : end;
    return number;
  }

  /** Luhn's check: every second digit from the last counts twice. */
  private boolean isChecked(int at, int after) {
    int sum = 0;
    boolean twice = false;
    for (int i = after - 1; i >= at; i--) {
      if (Ascii.digit(bytes[i])) {
        int digit = (bytes[i] - '0') * (twice ? 2 : 1);
        sum += digit > 9 ? digit - 9 : digit;
        twice = !twice;
      }
    }
    return sum % 10 == 0;
  }

  private boolean isWord(int at) {
    return at >= first && at < to && (Ascii.digit(bytes[at]) || Ascii.letter(bytes[at]));
  }
}
