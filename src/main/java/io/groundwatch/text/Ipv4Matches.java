package io.groundwatch.text;

/**
 * Finds IPv4 addresses: four numbers up to 255 with dots between. Longer rows of numbers, such as
 * {@code 1.2.3.4.5}, are none. Owned by one thread.
 */
public final class Ipv4Matches implements TextMatches {
  private static final int NUMBERS = 4;
  private static final int MAX_NUMBER = 255;
  private static final int MAX_DIGITS = 3;

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
      if (startsRow(at) && address(at)) {
        start = at;
        from = end;
        return true;
      }
      at = Ascii.nextDigit(bytes, at + Ascii.digits(bytes, at, to, to - at), to);
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

  /** Whether no number with a dot stands before the one at {@code at}. */
  private boolean startsRow(int at) {
    return at - first < 2 || bytes[at - 1] != '.' || !Ascii.digit(bytes[at - 2]);
  }

  private boolean address(int at) {
    int next = at;
    for (int number = 0; number < NUMBERS; number++) {
      if (number > 0 && (next == to || bytes[next++] != '.')) {
        return false;
      }
      int digits = Ascii.digits(bytes, next, to, MAX_DIGITS + 1);
      boolean fits = digits > 0 && digits <= MAX_DIGITS;
      if (!fits || Ascii.number(bytes, next, digits) > MAX_NUMBER) {
        return false;
      }
      next += digits;
    }
    end = next;
    return next + 1 >= to || bytes[next] != '.' || !Ascii.digit(bytes[next + 1]);
  }
}
