package io.groundwatch.text;

import java.util.concurrent.atomic.LongAdder;

/**
 * Leaves out the holes of a file: runs of NUL at a line's start, as a writer without O_APPEND
 * leaves them when its file is cut short, and a file system when the power fails. A hole ends the
 * event before it, is skipped however long it is, and counted. NUL within a line is text. For
 * encodings where NUL is a character of its own, so not for UTF-16. Owned by one thread.
 */
public final class NulSkipper implements EventSplitter {
  /** So far back it is looked whether a run began within a line: what a reader surely holds. */
  private static final int LOOK_BACK = 64;

  private final EventSplitter inner;
  private final LongAdder skipped;

  /** Splits what is between the holes with {@code inner}; counts bytes into {@code skipped}. */
  public NulSkipper(EventSplitter inner, LongAdder skipped) {
    this.inner = inner;
    this.skipped = skipped;
  }

  @Override
  public int split(byte[] bytes, int from, int to, boolean idle, Sink sink) {
    int start = from;
    while (true) {
      int hole = hole(bytes, start, to);
      if (hole < 0) {
        return inner.split(bytes, start, to, idle, sink);
      }
      if (hole > start) {
        int taken = inner.split(bytes, start, hole, true, whole(sink));
        if (taken < hole) {
          return taken;
        }
      }
      start = endOfRun(bytes, hole, to);
      skipped.add(start - hole);
      if (start == to) {
        return to;
      }
    }
  }

  /** What ends at a hole is finished, not idle. */
  private static Sink whole(Sink sink) {
    return (bytes, offset, length, end) ->
        sink.event(bytes, offset, length, end == End.IDLE ? End.WHOLE : end);
  }

  /** The first NUL in {@code [from, to)} that a line or a read hole ends before, or -1. */
  private static int hole(byte[] bytes, int from, int to) {
    int at = ByteLineBreaks.indexOfNul(bytes, from, to);
    while (at >= 0) {
      if (isHole(bytes, at)) {
        return at;
      }
      at = ByteLineBreaks.indexOfNul(bytes, endOfRun(bytes, at, to), to);
    }
    return -1;
  }

  private static boolean isHole(byte[] bytes, int at) {
    int first = at;
    int limit = Math.max(0, at - LOOK_BACK);
    while (first > limit && bytes[first - 1] == 0) {
      first--;
    }
    return first == limit || bytes[first - 1] == '\n';
  }

  private static int endOfRun(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] == 0) {
      at++;
    }
    return at;
  }
}
