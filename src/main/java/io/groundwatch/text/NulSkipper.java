package io.groundwatch.text;

import java.util.concurrent.atomic.LongAdder;

/**
 * Leaves out the holes of a file, as a writer without O_APPEND leaves them when its file is cut
 * short, and a file system when the power fails: runs of NUL that begin a line, or that are of 64
 * bytes and more. A hole ends the event before it, is skipped however long it is, and counted.
 * Fewer NUL within a line are text. Owned by one thread.
 */
public final class NulSkipper implements EventSplitter {
  /** A longer run is a hole wherever it is; a reader surely holds as much of what is before. */
  static final int HOLE_BYTES = 64;

  private final EventSplitter inner;
  private final LineBreaks breaks;
  private final LongAdder skipped;

  /**
   * Splits what is between the holes with {@code inner}; counts bytes into {@code skipped}.
   *
   * @param breaks those of {@code inner}
   */
  public NulSkipper(EventSplitter inner, LineBreaks breaks, LongAdder skipped) {
    this.inner = inner;
    this.breaks = breaks;
    this.skipped = skipped;
  }

  @Override
  public int split(byte[] bytes, int from, int to, boolean idle, Sink sink) {
    int limit = to - (to - from) % breaks.width();
    int start = from;
    while (true) {
      int run = run(bytes, start, limit);
      int end = run < 0 ? limit : endOfRun(bytes, run, limit);
      if (run < 0 || !isHole(bytes, run, end)) {
        // A run at the read's end may yet become a hole.
        return inner.split(bytes, start, run < 0 || idle ? to : run, idle, sink);
      }
      if (run > start) {
        int taken = inner.split(bytes, start, run, true, whole(sink));
        if (taken < run) {
          return taken;
        }
      }
      skipped.add(end - run);
      start = end;
      if (start == limit) {
        return start;
      }
    }
  }

  @Override
  public int afterLine(byte[] bytes, int from, int to) {
    int limit = to - (to - from) % breaks.width();
    int run = run(bytes, from, limit);
    boolean hole = run >= 0 && isHole(bytes, run, endOfRun(bytes, run, limit));
    int after = inner.afterLine(bytes, from, hole ? run : to);
    return after < 0 && hole ? run : after;
  }

  /** What ends at a hole is finished, not idle. */
  private static Sink whole(Sink sink) {
    return (bytes, offset, length, end) ->
        sink.event(bytes, offset, length, end == End.IDLE ? End.WHOLE : end);
  }

  /** The first run of NUL in {@code [from, to)} that is a hole, or that ends there; or -1. */
  private int run(byte[] bytes, int from, int to) {
    int at = breaks.nul(bytes, from, to);
    while (at >= 0) {
      int end = endOfRun(bytes, at, to);
      if (end == to || isHole(bytes, at, end)) {
        return at;
      }
      at = breaks.nul(bytes, end, to);
    }
    return -1;
  }

  /** Whether what is NUL in {@code [at, end)}, and may be so before, is a hole. */
  private boolean isHole(byte[] bytes, int at, int end) {
    int width = breaks.width();
    int first = at;
    while (first >= width && end - first < HOLE_BYTES && breaks.unit(bytes, first - width) == 0) {
      first -= width;
    }
    return end - first >= HOLE_BYTES || breaks.isLineStart(bytes, first);
  }

  private int endOfRun(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && breaks.unit(bytes, at) == 0) {
      at += breaks.width();
    }
    return at;
  }
}
