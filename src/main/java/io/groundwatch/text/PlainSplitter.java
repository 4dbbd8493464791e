package io.groundwatch.text;

/**
 * Cuts text into lines at LF and leaves out a CR before it. A line over the limit becomes pieces of
 * the limit, never cut within a character, or its first piece alone. Stateless; any thread.
 *
 * <p>A line that was taken because the file was idle may be continued later: what is added is the
 * next line, and a line end alone is none.
 */
public final class PlainSplitter implements EventSplitter {
  /** What becomes of a line over the limit. */
  public enum LongLines {
    /** All of it passes, in pieces. */
    SPLIT,
    /**
     * Its first piece passes and the rest is skipped. An unfinished line is not taken when the file
     * is idle, since nothing in the file would tell its second half from a rest to be skipped.
     */
    CUT
  }

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
    int start = resume(bytes, from, end);
    while (start < end) {
      int next = line(bytes, start, end, idle, sink);
      if (next == start) {
        return start;
      }
      start = next;
    }
    return start;
  }

  /** Gives one line, or a piece, and returns what follows it; {@code start} if there is none. */
  private int line(byte[] bytes, int start, int to, boolean idle, Sink sink) {
    int width = breaks.width();
    // The longest line that is whole ends in CR and LF.
    int searched = Math.min(to, start + maxBytes + 2 * width);
    int lineFeed = breaks.lineFeed(bytes, start, searched);
    if (lineFeed >= 0) {
      int length = breaks.textEnd(bytes, start, lineFeed) - start;
      if (length <= maxBytes) {
        return sink.event(bytes, start, length, End.WHOLE) ? lineFeed + width : start;
      }
    } else if (to - start <= maxBytes + width) {
      return idle ? idle(bytes, start, to, sink) : start;
    }
    return piece(bytes, start, to, sink);
  }

  private int piece(byte[] bytes, int start, int to, Sink sink) {
    int end = breaks.cut(bytes, start, start + maxBytes);
    if (longLines == LongLines.SPLIT) {
      return sink.event(bytes, start, end - start, End.TOO_LONG) ? end : start;
    }
    return sink.event(bytes, start, end - start, End.CUT) ? skipLine(bytes, end, to) : start;
  }

  private int idle(byte[] bytes, int start, int to, Sink sink) {
    if (longLines == LongLines.CUT) {
      return start;
    }
    int length = breaks.textEnd(bytes, start, to) - start;
    if (length > maxBytes) {
      return piece(bytes, start, to, sink);
    }
    return sink.event(bytes, start, length, End.IDLE) ? to : start;
  }

  /** Where to go on: what precedes {@code from} may have been taken and be no whole line. */
  private int resume(byte[] bytes, int from, int to) {
    if (longLines == LongLines.CUT && from < to && !breaks.isLineStart(bytes, from)) {
      return skipLine(bytes, from, to);
    }
    return LineBreaks.afterEmptyLine(breaks, bytes, from, to);
  }

  private int skipLine(byte[] bytes, int from, int to) {
    int lineFeed = breaks.lineFeed(bytes, from, to);
    return lineFeed < 0 ? to : lineFeed + breaks.width();
  }
}
