package io.groundwatch.input.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Moves tails from a file that is cut or gone to another that holds what they have read. Stateless.
 */
final class Handover {
  private Handover() {}

  /**
   * Gives a file the tails that were displaced from another, if they go on there.
   *
   * @return whether this is the copy
   */
  static boolean adopts(WatchedFile copy, List<Displaced> cuts) throws IOException {
    Bytes open = copy.openOrNull();
    if (open == null || !Likeness.isCopy(open, cuts)) {
      return false;
    }
    copy.names().readAs(Path.of(cuts.get(0).label().path()));
    copy.restart(open);
    FileLabel here = copy.label();
    for (Displaced cut : cuts) {
      FileTail tail = cut.tail();
      if (tail.offset() <= open.size()) {
        copy.tails().add(tail);
        tail.cursor().coverMoved(here);
      } else {
        Place end = Place.at(open, open.size());
        copy.tails().begin(end, tail.batcher()).cursor().coverSkipped(here);
        cut.abandon();
      }
    }
    return true;
  }

  /**
   * Gives a file all tails of another whose name it has now, and that it holds in whole: an editor
   * wrote it anew, a backup was put back, a volume came back under another number.
   *
   * @return whether it does hold the other
   */
  static boolean succeeds(WatchedFile file, WatchedFile before) throws IOException {
    Bytes open = file.openOrNull();
    if (open == null || !isWithin(before, open, file)) {
      return false;
    }
    for (FileTail tail : before.tails().take()) {
      file.tails().add(tail);
      tail.cursor().coverMoved(file.label());
    }
    before.close();
    return true;
  }

  private static boolean isWithin(WatchedFile before, Bytes other, WatchedFile file)
      throws IOException {
    if (before.tails().isEmpty()
        || !ReadBuffer.head(other, before.head().length()).equals(before.head())) {
      return false;
    }
    Bytes own = before.isOpen() ? before.openOrNull() : null;
    long reached = 0;
    for (FileTail tail : before.tails().all()) {
      if (!tail.cursor().place().isIn(other)) {
        return false;
      }
      reached = Math.max(reached, tail.offset());
    }
    boolean remounted = file.key().inode() == before.key().inode();
    boolean wholly =
        own == null || (other.size() >= own.size() && Place.at(own, own.size()).isIn(other));
    reached = Math.max(reached, own == null ? 0 : own.size());
    return wholly && (remounted || reached >= ReadBuffer.MARKER_BYTES);
  }
}
