package io.groundwatch.text;

/**
 * Splits a container's log so that the parts of one text are in one event. stdout and stderr share
 * the file, so an event ends where both are whole; mostly that is one line. A line that is not of
 * the format is an event of its own. {@link ContainerExtractor} takes the texts out. Owned by one
 * thread.
 */
public final class ContainerSplitter implements EventSplitter {
  private final ContainerLine format;
  private final int maxBytes;

  private int textEnd;
  private int next;
  private End how = End.WHOLE;

  /** Events of {@code maxBytes} in the file at the most; at least 8. */
  public ContainerSplitter(ContainerLine format, int maxBytes) {
    if (maxBytes < 8) {
      throw new IllegalArgumentException("maxBytes: " + maxBytes + " (expected: >= 8)");
    }
    this.format = format;
    this.maxBytes = maxBytes;
  }

  @Override
  public int split(byte[] bytes, int from, int to, boolean idle, Sink sink) {
    int start = LineBreaks.afterEmptyLine(LineBreaks.BYTES, bytes, from, to);
    while (start < to && event(bytes, start, to, idle)) {
      if (!sink.event(bytes, start, textEnd - start, how)) {
        return start;
      }
      start = next;
    }
    return start;
  }

  @Override
  public int afterLine(byte[] bytes, int from, int to) {
    return LineBreaks.afterLineBreak(LineBreaks.BYTES, bytes, from, to);
  }

  private boolean event(byte[] bytes, int start, int to, boolean idle) {
    int open = 0;
    int line = start;
    while (line < to) {
      int lineBreak = LineBreaks.BYTES.lineBreak(bytes, line, Math.min(to, start + maxBytes + 2));
      int lineEnd = LineBreaks.BYTES.textEnd(bytes, line, lineBreak < 0 ? to : lineBreak);
      if (lineBreak < 0 && to - start <= maxBytes + 1 && !(idle && lineEnd - start > maxBytes)) {
        return idle && ends(bytes, start, to, End.IDLE);
      }
      if (lineBreak < 0 || lineEnd - start > maxBytes) {
        return line > start ? ends(bytes, start, line, End.TOO_LONG) : piece(bytes, start);
      }
      if (!format.parse(bytes, line, lineEnd - line)) {
        return ends(bytes, start, line > start ? line : lineBreak + 1, End.WHOLE);
      }
      int stream = format.stderr() ? 2 : 1;
      open = format.partial() ? open | stream : open & ~stream;
      line = lineBreak + 1;
      if (open == 0) {
        return ends(bytes, start, line, End.WHOLE);
      }
    }
    return idle && ends(bytes, start, to, End.IDLE);
  }

  private boolean piece(byte[] bytes, int start) {
    textEnd = LineBreaks.BYTES.cut(bytes, start, start + maxBytes);
    next = textEnd;
    how = End.TOO_LONG;
    return true;
  }

  private boolean ends(byte[] bytes, int start, int at, End end) {
    int text = LineBreaks.BYTES.isLineStart(bytes, at) ? at - 1 : at;
    textEnd = LineBreaks.BYTES.textEnd(bytes, start, text);
    next = at;
    how = end;
    return true;
  }
}
