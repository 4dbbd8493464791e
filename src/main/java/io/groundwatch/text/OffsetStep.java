package io.groundwatch.text;

/**
 * An offset from UTC as ISO 8601 and RFC 5322 write it: {@code +0200}, {@code +02:00}, {@code +02}
 * or {@code Z}, at most 18 hours.
 */
record OffsetStep() implements TimeStep {
  /** As java.time: no zone is further from UTC. */
  private static final int MOST_SECONDS = 18 * 3600;

  /** A pattern of an offset that has a sign. */
  static final String SIGNED = "[+-][0-9]{2}(?::?[0-9]{2})?";

  @Override
  public int match(byte[] bytes, int at, int end, TimeFields into) {
    if (at < end && (bytes[at] | 0x20) == 'z') {
      into.offset(0);
      return at + 1;
    }
    return signed(bytes, at, end, into);
  }

  /** Reads an offset that has a sign. */
  static int signed(byte[] bytes, int at, int end, TimeFields into) {
    if (at >= end || (bytes[at] != '+' && bytes[at] != '-')) {
      return NO_MATCH;
    }
    if (Ascii.digits(bytes, at + 1, end, 2) < 2) {
      return NO_MATCH;
    }
    int hours = (int) Ascii.number(bytes, at + 1, 2);
    int from = at + 3;
    int minutesAt = from < end && bytes[from] == ':' ? from + 1 : from;
    boolean minutes = Ascii.digits(bytes, minutesAt, end, 2) == 2;
    int seconds = hours * 3600 + (minutes ? (int) Ascii.number(bytes, minutesAt, 2) * 60 : 0);
    if (seconds > MOST_SECONDS) {
      return NO_MATCH;
    }
    into.offset(bytes[at] == '-' ? -seconds : seconds);
    return minutes ? minutesAt + 2 : from;
  }

  @Override
  public String pattern() {
    return "(?:[Zz]|" + SIGNED + ")";
  }

  @Override
  public boolean startsWith(int first) {
    return first == '+' || first == '-' || (first | 0x20) == 'z';
  }
}
