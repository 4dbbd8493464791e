package io.groundwatch.input.file;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Lets one compressed file after the other be decompressed. One whose lanes take nothing keeps its
 * place while there is room, since to come back to it is to begin anew, and holds up no other.
 * Owned by the file input's thread.
 */
final class Inflating {
  private static final int MAX = 4;

  private final Set<WatchedFile> files = new LinkedHashSet<>();

  /** Whether it is this file's turn. */
  boolean admits(WatchedFile file) {
    if (files.contains(file)) {
      return true;
    }
    for (WatchedFile other : files) {
      if (!other.tails().isAnyBlocked()) {
        return false;
      }
    }
    if (files.size() >= MAX) {
      WatchedFile longest = files.iterator().next();
      files.remove(longest);
      Inflation inflation = longest.inflation();
      if (inflation != null) {
        inflation.stop(longest);
      }
    }
    return files.add(file);
  }

  /** Nothing more is decompressed of this file for now. */
  void done(WatchedFile file) {
    files.remove(file);
  }
}
