package io.groundwatch.text;

/**
 * White space: one blank in the format is one or more in the text, as strptime has it, so that
 * {@code %b %d} reads {@code Jan 5} as well.
 */
record BlankStep() implements TimeStep {
  /** How many blanks are passed over at most. */
  private static final int MOST = 16;

  @Override
  public int match(byte[] bytes, int at, int end, TimeFields into) {
    int last = Math.min(end, at + MOST);
    int next = at;
    while (next < last && Ascii.blank(bytes[next])) {
      next++;
    }
    return next == at ? NO_MATCH : next;
  }

  @Override
  public String pattern() {
    return "[ \\t\\n\\r]{1," + MOST + "}";
  }

  @Override
  public boolean startsWith(int first) {
    return Ascii.blank(first);
  }
}
