package io.groundwatch.input.file;

import io.groundwatch.runtime.TimeSource;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what could not be read any more, and says it: each loss by name, but not thousands of them
 * in an hour. Owned by the file input's thread.
 */
final class Losses {
  private static final Logger log = LoggerFactory.getLogger(FileInput.class);
  private static final int MAX_SAID = 50;
  private static final long WINDOW_NANOS = TimeUnit.HOURS.toNanos(1);

  private final FileMetrics metrics;
  private final TimeSource time;
  private long windowNanos;
  private int said;

  Losses(FileMetrics metrics, TimeSource time) {
    this.metrics = metrics;
    this.time = time;
    this.windowNanos = time.nanos();
  }

  /** A lane had yet to read {@code bytes} of {@code file} when they were cut away. */
  void cutAway(Path file, long bytes) {
    if (bytes > 0) {
      metrics.lostBytes().add(bytes);
      say(file + ": " + bytes + " bytes were cut away before they were read, and are in no copy.");
    }
  }

  /** A lane had yet to read {@code bytes} of {@code file} when it was deleted or let go. */
  void goneUnread(Path file, long bytes) {
    if (bytes > 0) {
      metrics.lostBytes().add(bytes);
      metrics.lostGenerations().increment();
      say(file + " is gone, and " + bytes + " bytes of it that were not read yet.");
    }
  }

  /** A generation between two that were found is gone, whatever it held. */
  void missed(Path file) {
    metrics.lostGenerations().increment();
    say(file + " came and went before it was read, and between two that were.");
  }

  private void say(String what) {
    long now = time.nanos();
    if (now - windowNanos >= WINDOW_NANOS) {
      windowNanos = now;
      said = 0;
    }
    said++;
    if (said <= MAX_SAID) {
      log.error("Lost: {}", what);
    } else if (said == MAX_SAID + 1) {
      log.error("More is lost; it is counted in agent_files_lost_bytes_total, and not said.");
    }
  }
}
