package io.groundwatch.input.file;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Bounds what deleted files may cost. While a lane has yet to read one, its handle is kept, and
 * with it the room on the disk; an outage must not fill that. Owned by the file input's thread.
 */
final class Pinned {
  /** Deleted files may hold so many bytes of the disk. */
  static final long MAX_BYTES = 1L << 30;

  /** A deleted file is held for so long. */
  static final long MAX_AGE_NANOS = TimeUnit.HOURS.toNanos(24);

  /** So many deleted files are held. */
  static final int MAX_FILES = 128;

  /** Which of these files are to be let go: the ones deleted longest ago. */
  List<WatchedFile> beyondLimits(Collection<WatchedFile> files) {
    List<WatchedFile> newestFirst = new ArrayList<>();
    for (WatchedFile file : files) {
      if (file.presence().nameless() && file.isOpen()) {
        newestFirst.add(file);
      }
    }
    newestFirst.sort(Comparator.comparingLong(file -> file.presence().ageWithoutNameNanos()));
    List<WatchedFile> beyond = new ArrayList<>();
    long bytes = 0;
    for (int i = 0; i < newestFirst.size(); i++) {
      WatchedFile file = newestFirst.get(i);
      bytes += file.size();
      if (bytes > MAX_BYTES
          || i >= MAX_FILES
          || file.presence().ageWithoutNameNanos() > MAX_AGE_NANOS) {
        beyond.add(file);
      }
    }
    return beyond;
  }
}
