package io.groundwatch.input.file;

import io.groundwatch.runtime.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Generations that seem to have been missed, but are empty: a copytruncate makes the file first and
 * fills it then, and what it copies is read from the log until that is cut. They are not begun
 * until they hold something that tells what they are, or stay empty for half a minute. Owned by the
 * file input's thread.
 */
final class EmptyGenerations {
  /** The copying begins at once: this is plenty. */
  private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** They are asked about no oftener, whoever has read something. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final int MAX_WAITING = 1000;

  private final TimeSource time;
  private final ReadTrouble trouble;
  private final Map<Object, Waiting> waiting = new LinkedHashMap<>();
  private long nextLookNanos;

  private record Waiting(Path path, MissedSearch search, long sinceNanos) {}

  EmptyGenerations(TimeSource time, ReadTrouble trouble) {
    this.time = time;
    this.trouble = trouble;
    this.nextLookNanos = time.nanos();
  }

  /** Whether an empty file that {@code search} has found is to wait for what it becomes. */
  boolean waits(Object identity, Path path, MissedSearch search) {
    long now = time.nanos();
    Waiting known = waiting.remove(identity);
    long since = known == null ? now : known.sinceNanos();
    if (now - since >= WAIT_NANOS || waiting.size() >= MAX_WAITING) {
      return false;
    }
    waiting.put(identity, new Waiting(path, search, since));
    return true;
  }

  /** The searches to repeat, since what they found is empty no more, or moved, or waited enough. */
  List<MissedSearch> due() {
    if (waiting.isEmpty()) {
      return List.of();
    }
    long now = time.nanos();
    if (now - nextLookNanos < 0) {
      return List.of();
    }
    nextLookNanos = now + PAUSE_NANOS;
    List<MissedSearch> due = new ArrayList<>();
    List<Object> decided = new ArrayList<>();
    waiting.forEach(
        (identity, one) -> {
          boolean same = isStillEmpty(identity, one.path());
          if (!same || now - one.sinceNanos() >= WAIT_NANOS) {
            due.add(one.search());
          }
          if (!same) {
            decided.add(identity);
          }
        });
    decided.forEach(waiting::remove);
    return due;
  }

  private boolean isStillEmpty(Object identity, Path path) {
    try {
      return FileStat.of(path)
          .filter(stat -> stat.identity().equals(identity) && stat.size() == 0)
          .isPresent();
    } catch (IOException e) {
      trouble.file(path, e);
      return false;
    }
  }

  /** The folders in which some wait: they are looked into often. */
  Set<Path> folders() {
    Set<Path> folders = new HashSet<>();
    for (Waiting one : waiting.values()) {
      Path folder = one.path().getParent();
      if (folder != null) {
        folders.add(folder);
      }
    }
    return folders;
  }
}
