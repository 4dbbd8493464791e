package io.groundwatch.text;

/** AM or PM, in any case. */
record HalfStep() implements TimeStep {
  @Override
  public int match(byte[] bytes, int at, int end, TimeFields into) {
    if (end - at < 2 || (bytes[at + 1] | 0x20) != 'm') {
      return NO_MATCH;
    }
    int first = bytes[at] | 0x20;
    if (first != 'a' && first != 'p') {
      return NO_MATCH;
    }
    into.put(TimeField.HALF, first == 'p' ? 1 : 0);
    return at + 2;
  }

  @Override
  public String pattern() {
    return "[AaPp][Mm]";
  }

  @Override
  public boolean startsWith(int first) {
    return (first | 0x20) == 'a' || (first | 0x20) == 'p';
  }

  @Override
  public boolean follows(int before) {
    return !Ascii.letter(before);
  }
}
