package io.groundwatch.text;

/**
 * Finds e-mail addresses, as {@code [A-Za-z0-9._%+-]+@([A-Za-z0-9-]+\.)+[A-Za-z]{2,}} does, with
 * letters beyond ASCII taken too. Goes from one {@code @} to the next, at the speed of memory where
 * there is none. Owned by one thread.
 */
public final class EmailMatches implements TextMatches {
  private static final boolean[] LOCAL = bytes("._%+-");
  private static final boolean[] LABEL = bytes("-");

  private byte[] bytes = new byte[0];
  private int from;
  private int to;
  private int start;
  private int end;

  @Override
  public void open(byte[] text, int offset, int length) {
    bytes = text;
    from = offset;
    to = offset + length;
    end = offset;
  }

  @Override
  public boolean next() {
    int at = ByteLineBreaks.indexOf((byte) '@', bytes, from, to);
    while (at >= 0) {
      int domainEnd = at > end && is(LOCAL, at - 1) ? domainEnd(at + 1) : 0;
      if (domainEnd > 0) {
        start = localStart(at);
        end = domainEnd;
        from = domainEnd;
        return true;
      }
      at = ByteLineBreaks.indexOf((byte) '@', bytes, at + 1, to);
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

  /** Where the name before an {@code @} starts; not within the match before. */
  private int localStart(int at) {
    int first = at;
    while (first > end && is(LOCAL, first - 1)) {
      first--;
    }
    return first;
  }

  /** Where the longest domain ends; 0 where there is none. */
  private int domainEnd(int at) {
    int found = 0;
    int label = at;
    while (true) {
      int letters = label;
      while (letters < to && (Ascii.letter(bytes[letters]) || bytes[letters] < 0)) {
        letters++;
      }
      if (label > at && letters - label >= 2) {
        found = letters;
      }
      int labelEnd = letters;
      while (labelEnd < to && is(LABEL, labelEnd)) {
        labelEnd++;
      }
      if (labelEnd == label || labelEnd == to || bytes[labelEnd] != '.') {
        return found;
      }
      label = labelEnd + 1;
    }
  }

  private boolean is(boolean[] kind, int at) {
    return bytes[at] < 0 || kind[bytes[at]];
  }

  private static boolean[] bytes(String more) {
    boolean[] kind = new boolean[128];
    for (int b = 0; b < kind.length; b++) {
      kind[b] = Ascii.letter(b) || Ascii.digit(b) || more.indexOf(b) >= 0;
    }
    return kind;
  }
}
