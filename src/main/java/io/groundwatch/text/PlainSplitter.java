package io.groundwatch.text;

/**
 * Cuts text into lines and leaves out their ends. A line over the limit becomes pieces of the
 * limit, never cut within a character, or its first piece alone. Stateless; any thread.
 *
 * <p>A line that was taken because the file was idle may be continued later: what is added is the
 * next line, and a line end alone is none.
 */
public final class PlainSplitter implements EventSplitter {
  private final LineBreaks breaks;
  private final LongLines longLines;
  private final int maxBytes;

  /** Lines that end in LF, with pieces of {@code maxBytes} where they are longer. */
  public PlainSplitter(int maxBytes) {
    this(LineBreaks.BYTES, maxBytes, LongLines.SPLIT);
  }

  /**
   * Splits as {@code breaks} says.
   *
   * @param maxBytes the longest event, in bytes of the file; at least 8
   */
  public PlainSplitter(LineBreaks breaks, int maxBytes, LongLines longLines) {
    if (maxBytes < 8) {
      throw new IllegalArgumentException("maxBytes: " + maxBytes + " (expected: >= 8)");
    }
    this.breaks = breaks;
    this.longLines = longLines;
    this.maxBytes = maxBytes - maxBytes % breaks.width();
  }

  @Override
  public int split(byte[] bytes, int from, int to, boolean idle, Sink sink) {
    int end = to - (to - from) % breaks.width();
    int start = LineBreaks.afterEmptyLine(breaks, bytes, from, end);
    while (start < end) {
      int next = line(bytes, start, end, idle, sink);
      if (next == start) {
        return start;
      }
      start = next;
    }
    return start;
  }

  @Override
  public int afterLine(byte[] bytes, int from, int to) {
    return LineBreaks.afterLineBreak(breaks, bytes, from, to);
  }

  /** Gives one line, or a piece, and returns what follows it; {@code start} if there is none. */
  private int line(byte[] bytes, int start, int to, boolean idle, Sink sink) {
    int width = breaks.width();
    // The longest line that is whole ends in CR and LF.
    int searched = Math.min(to, start + maxBytes + 2 * width);
    int lineBreak = breaks.lineBreak(bytes, start, searched);
    if (lineBreak >= 0) {
      int length = breaks.textEnd(bytes, start, lineBreak) - start;
      if (length <= maxBytes) {
        return sink.event(bytes, start, length, End.WHOLE) ? lineBreak + width : start;
      }
    } else if (to - start <= maxBytes + width) {
      return idle ? idle(bytes, start, to, sink) : start;
    }
    return piece(bytes, start, to, idle, sink);
  }

  private int piece(byte[] bytes, int start, int to, boolean idle, Sink sink) {
    int end = breaks.cut(bytes, start, start + maxBytes);
    if (longLines == LongLines.SPLIT) {
      return sink.event(bytes, start, end - start, End.TOO_LONG) ? end : start;
    }
    int after = afterLine(bytes, end, to);
    if (after < 0 && !idle) {
      return start;
    }
    return sink.event(bytes, start, end - start, End.CUT) ? (after < 0 ? to : after) : start;
  }

  private int idle(byte[] bytes, int start, int to, Sink sink) {
    int length = breaks.textEnd(bytes, start, to) - start;
    if (length > maxBytes) {
      return piece(bytes, start, to, true, sink);
    }
    return sink.event(bytes, start, length, End.IDLE) ? to : start;
  }
}
