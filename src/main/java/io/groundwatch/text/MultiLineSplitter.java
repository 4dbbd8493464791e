package io.groundwatch.text;

/**
 * Joins lines to events. An event starts at a line that the start pattern finds and ends before the
 * next such line, at the limits, or when the file is idle; what is over a limit follows as the next
 * event, but for the rest of a line that is left out. Lines that follow no start form events as if
 * each line that begins with other than white space were one. Owned by one thread.
 */
public final class MultiLineSplitter implements EventSplitter {
  /** An event of more lines is split. */
  public static final int MAX_LINES = 10_000;

  /** The pattern sees so much of a line: no start is looked for deeper than that. */
  static final int MATCHED_BYTES = 8 << 10;

  private static final String SPACES = "\t\n\f\r ";

  /**
   * Limits of one event.
   *
   * @param maxBytes in the file, with the line ends within; at least 16, and a read holds twice as
   *     much
   * @param maxLines at least 1
   * @param longLines what becomes of a line that alone is over the limit of bytes
   */
  public record Limits(int maxBytes, int maxLines, LongLines longLines) {
    /** Checks the ranges. */
    public Limits {
      if (maxBytes < 16) {
        throw new IllegalArgumentException("maxBytes: " + maxBytes + " (expected: >= 16)");
      }
      if (maxLines < 1) {
        throw new IllegalArgumentException("maxLines: " + maxLines + " (expected: >= 1)");
      }
    }
  }

  private final LineBreaks breaks;
  private final LineCheck starts;
  private final int maxBytes;
  private final int maxLines;
  private final LongLines longLines;
  private final int matchedBytes;

  /** An event starts where {@code starts} passes; it sees lines as the file has them. */
  public MultiLineSplitter(LineBreaks breaks, LineCheck starts, Limits limits) {
    this.breaks = breaks;
    this.starts = starts;
    this.maxBytes = limits.maxBytes() - limits.maxBytes() % breaks.width();
    this.maxLines = limits.maxLines();
    this.longLines = limits.longLines();
    // A whole event and what is looked at of the line after it fit into one read.
    this.matchedBytes = Math.min(MATCHED_BYTES, maxBytes / 4 * 2);
  }

  @Override
  public int split(byte[] bytes, int from, int to, boolean idle, Sink sink) {
    int end = to - (to - from) % breaks.width();
    int start = LineBreaks.afterEmptyLine(breaks, bytes, from, end);
    Scan scan = new Scan(bytes, end, idle);
    while (start < end && scan.event(start)) {
      if (!sink.event(bytes, start, scan.textEnd - start, scan.how)) {
        return start;
      }
      start = scan.next;
    }
    return start;
  }

  @Override
  public int afterLine(byte[] bytes, int from, int to) {
    return LineBreaks.afterLineBreak(breaks, bytes, from, to);
  }

  /** Finds events one after another in one read. */
  private final class Scan {
    private final byte[] bytes;
    private final int to;
    private final boolean idle;

    /** The line that was looked at last: its end, or -1, and where its text ends so far. */
    private int lineBreak;

    private int lineEnd;

    /** The event that was found last: where its text ends, how, and where the next one starts. */
    private int textEnd;

    private End how = End.WHOLE;
    private int next;

    /** The line that was matched last, and whether it is a start. */
    private int looked = -1;

    private boolean nextStarts;

    Scan(byte[] bytes, int to, boolean idle) {
      this.bytes = bytes;
      this.to = to;
      this.idle = idle;
    }

    /** Whether an event that starts at {@code start} has its end here. */
    boolean event(int start) {
      if (!look(start)) {
        return false;
      }
      // Mostly the end of the event before was told by this line's start.
      boolean started = start == looked ? nextStarts : isStart(start);
      int line = start;
      for (int lines = 1; !isTooLong(start); lines++) {
        line = lineBreak + breaks.width();
        if (lineBreak < 0 || line >= to) {
          return idle && ends(start, to, breaks.isLineStart(bytes, to) ? End.WHOLE : End.IDLE);
        }
        if (!look(line)) {
          return false;
        }
        nextStarts = isStart(line);
        looked = line;
        if (nextStarts || (!started && isOutdented(line))) {
          return ends(start, line, End.WHOLE);
        }
        if (lines == maxLines) {
          return ends(start, line, End.TOO_LONG);
        }
      }
      return line > start ? ends(start, line, End.TOO_LONG) : piece(start);
    }

    /** Whether enough of the line is here to tell a start. */
    private boolean look(int line) {
      int searched = Math.min(to, line + maxBytes + 2 * breaks.width());
      lineBreak = breaks.lineBreak(bytes, line, searched);
      if (lineBreak >= 0) {
        lineEnd = breaks.textEnd(bytes, line, lineBreak);
        return true;
      }
      lineEnd = idle ? breaks.textEnd(bytes, line, to) : to;
      return idle || to - line >= matchedBytes + 2 * breaks.width();
    }

    private boolean isStart(int line) {
      return starts.find(bytes, line, Math.min(lineEnd - line, matchedBytes));
    }

    private boolean isOutdented(int line) {
      return lineEnd > line && SPACES.indexOf(breaks.unit(bytes, line)) < 0;
    }

    /** Whether the event with the line that was looked at is surely longer than the limit. */
    private boolean isTooLong(int start) {
      // What is last of an unfinished line may be a CR, which is no text.
      int doubtful = lineBreak < 0 && !idle ? breaks.width() : 0;
      return lineEnd - start > maxBytes + doubtful;
    }

    private boolean piece(int start) {
      textEnd = breaks.cut(bytes, start, start + maxBytes);
      if (longLines == LongLines.SPLIT) {
        next = textEnd;
        how = End.TOO_LONG;
        return true;
      }
      int after = afterLine(bytes, textEnd, to);
      next = after < 0 ? to : after;
      how = End.CUT;
      return after >= 0 || idle;
    }

    private boolean ends(int start, int at, End end) {
      int text = breaks.isLineStart(bytes, at) ? at - breaks.width() : at;
      textEnd = breaks.textEnd(bytes, start, text);
      next = at;
      how = end;
      return true;
    }
  }
}
