package io.groundwatch.input.file;

import java.io.IOException;
import java.util.Objects;

/**
 * Files that take the place of one that lost its name, and hold all that it held: an editor wrote
 * it anew, a backup was put back. What was read there is not read again. Owned by the file input's
 * thread.
 */
final class Successions {
  private final WatchList list;

  Successions(WatchList list) {
    this.list = list;
  }

  /** Gives a file that is not tailed yet the tails of the one that it succeeds, if any. */
  boolean succeedsOne(WatchedFile file) throws IOException {
    for (WatchedFile before : file.entry().files().adrift()) {
      if (before.presence().nameless()
          && isInPlaceOf(file, before)
          && Handover.succeeds(file, before)) {
        list.remove(before);
        return true;
      }
    }
    return false;
  }

  /** It has the other's name; or it had, and was rotated since; or it is a copy of that. */
  private static boolean isInPlaceOf(WatchedFile file, WatchedFile before) {
    String name = RotatedName.nameOf(file.path());
    return Objects.equals(file.path().getParent(), before.path().getParent())
        && (file.path().equals(before.path())
            || RotatedName.isOf(name, RotatedName.nameOf(before.path())));
  }
}
