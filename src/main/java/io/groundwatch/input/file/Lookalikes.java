package io.groundwatch.input.file;

import io.groundwatch.runtime.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * New files that are so far the same as a log beside them: probably copies, made by a copytruncate
 * that is about to cut the log. They are not begun until that happens, or they turn out to be files
 * of their own: they differ, or nothing happens for half a minute. Owned by the file input's
 * thread.
 */
final class Lookalikes {
  /** A copy that does not grow is followed by the cut at once: this is plenty. */
  private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final int MAX_WAITING = 1000;

  private final TimeSource time;
  private final Map<Object, Waiting> waiting = new LinkedHashMap<>();

  private record Waiting(Path path, long size, long sinceNanos) {}

  Lookalikes(TimeSource time) {
    this.time = time;
  }

  /** Whether a new file, open as {@code file}, is to wait for what becomes of {@code original}. */
  boolean waits(Found found, Bytes file, WatchedFile original) throws IOException {
    Object identity = found.stat().identity();
    Waiting known = waiting.remove(identity);
    Bytes whole = original.openOrNull();
    if (whole == null || !Likeness.isBeginningOf(file, whole)) {
      return false;
    }
    long size = file.size();
    long now = time.nanos();
    boolean grows = known == null || known.size() != size;
    long since = grows ? now : known.sinceNanos();
    if (now - since >= WAIT_NANOS || waiting.size() >= MAX_WAITING) {
      return false;
    }
    waiting.put(identity, new Waiting(found.path(), size, since));
    return true;
  }

  /** The folders in which some wait: they are looked into often. */
  Set<Path> folders() {
    Set<Path> folders = new HashSet<>();
    for (Waiting file : waiting.values()) {
      Path folder = file.path().getParent();
      if (folder != null) {
        folders.add(folder);
      }
    }
    return folders;
  }

  /** Forgets those that are not there any more. */
  void keepOnly(Set<Object> identities) {
    waiting.keySet().retainAll(identities);
  }
}
