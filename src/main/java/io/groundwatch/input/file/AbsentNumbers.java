package io.groundwatch.input.file;

import io.groundwatch.runtime.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Numbers that are missing between two generations: one is lost, or just being renamed. Which of
 * the two, time tells. Owned by the file input's thread.
 */
final class AbsentNumbers {
  /** What is missing for longer than a rotation takes is lost. */
  private static final long GAP_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final TimeSource time;
  private final Losses losses;
  private final ReadTrouble trouble;
  private final Map<Path, Long> since = new HashMap<>();

  AbsentNumbers(TailTools tools, ReadTrouble trouble) {
    this.time = tools.time();
    this.losses = tools.losses();
    this.trouble = trouble;
  }

  /** A generation that would be called {@code path} is not there. */
  void add(Path path) {
    since.put(path, time.nanos());
  }

  /** Counts those that stayed away, as they are or compressed. */
  void countWhatIsLost() {
    for (Iterator<Map.Entry<Path, Long>> all = since.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<Path, Long> gap = all.next();
      if (time.nanos() - gap.getValue() >= GAP_NANOS) {
        all.remove();
        Path path = gap.getKey();
        if (!isThere(path) && CompressedName.of(path).stream().noneMatch(this::isThere)) {
          losses.missed(path);
        }
      }
    }
  }

  private boolean isThere(Path path) {
    try {
      return FileStat.of(path).isPresent();
    } catch (IOException e) {
      trouble.file(path, e);
      return false;
    }
  }
}
