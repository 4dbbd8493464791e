package io.groundwatch.input.file;

import io.groundwatch.input.file.FileTail.Progress;
import io.groundwatch.input.file.FileTail.Quiet;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How a compressed file is read: it is decompressed forward only, so two lanes that take turns
 * would make it begin anew each time. One goes on until it can go no further. Owned by the file
 * input's thread.
 */
final class Inflation {
  /** About so much is decompressed in one go. */
  private static final long STEP_BYTES = 1L << 20;

  private final GzOutline outline;
  private final Inflating turns;
  private final int glance;
  private @Nullable GzBytes bytes;

  /**
   * That of the file of which {@code outline} tells.
   *
   * @param turns of all compressed files
   * @param glance as much as a tail reads in one go
   */
  Inflation(GzOutline outline, Inflating turns, int glance) {
    this.outline = outline;
    this.turns = turns;
    this.glance = glance;
  }

  GzOutline outline() {
    return outline;
  }

  /** What the file stands for that is open as {@code file}. */
  Bytes open(Bytes file) {
    bytes = new GzBytes(file, outline, glance);
    return bytes;
  }

  /** Reads a little. Returns the number of bytes; 0 where it is at rest, or not its turn. */
  long read(WatchedFile file, FileTail.Source source) throws IOException {
    Activity activity = file.activity();
    GzBytes open = bytes;
    activity.look();
    boolean turn = open != null && turns.admits(file);
    activity.unread(!turn);
    if (open == null || !turn) {
      return 0;
    }
    activity.quiet(open.size());
    for (FileTail tail : file.tails().all()) {
      long from = tail.offset();
      if (!isAtHand(open, tail)) {
        activity.unread(true);
        return 1;
      }
      Progress progress = tail.read(open, open.size(), source, Quiet.LONG, /* touched= */ true);
      if (progress == Progress.REWRITTEN) {
        file.giveUp(tail);
      }
      if (tail.offset() > from || progress == Progress.MORE) {
        file.tails().putFirst(tail);
        activity.unread(true);
        activity.changed();
        return Math.max(1, tail.offset() - from);
      }
    }
    if (!file.tails().isAnyBlocked()) {
      stop(file);
    }
    return 0;
  }

  /** Whether what a tail reads next is at hand, or never will be. */
  private static boolean isAtHand(GzBytes open, FileTail tail) throws IOException {
    if (tail.offset() >= open.size() || !tail.batcher().ready()) {
      return true;
    }
    long lead = Math.max(0, tail.offset() - ReadBuffer.MARKER_BYTES);
    if (open.reach(lead, STEP_BYTES)) {
      open.hold(lead);
      return true;
    }
    return !open.isGoingOn();
  }

  /** Lets go of what decompressing takes, and lets others do it. */
  void stop(WatchedFile file) {
    turns.done(file);
    if (bytes != null) {
      bytes.release();
    }
  }

  /** The file is closed. */
  void close(WatchedFile file) {
    stop(file);
    bytes = null;
  }
}
