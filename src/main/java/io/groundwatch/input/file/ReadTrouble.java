package io.groundwatch.input.file;

import io.groundwatch.runtime.FileFailure;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.telemetry.ThrottledLog;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says of what cannot be read that it cannot, and that it can again. The input's thread. */
final class ReadTrouble {
  /** What was not met for so long is gone: whatever cannot be read is tried far more often. */
  private static final Duration OVER_AFTER = Duration.ofMinutes(5);

  private static final int MAX_KEPT = 1000;

  private final ThrottledLog log;
  private final TimeSource time;
  private final Map<Path, Met> met = new LinkedHashMap<>();

  private record Met(String text, long nanos) {}

  ReadTrouble(ThrottledLog log, TimeSource time) {
    this.log = log;
    this.time = time;
  }

  /** What cannot be read now, and why. */
  List<String> now() {
    long now = time.nanos();
    met.values().removeIf(one -> now - one.nanos() > OVER_AFTER.toNanos());
    return met.values().stream().map(Met::text).toList();
  }

  /** A file cannot be asked about or read. */
  void file(Path path, IOException e) {
    say(path, path.toString(), e);
  }

  /** A folder cannot be listed. */
  void folder(Path path, IOException e) {
    say(path, "folder " + path, e);
  }

  /** A file can be read. */
  void recovered(Path path) {
    met.remove(path);
    log.recovered(path.toString(), path + " can be read now.");
  }

  private void say(Path path, String what, IOException e) {
    if (met.size() < MAX_KEPT || met.containsKey(path)) {
      met.put(path, new Met(what + ": " + FileFailure.reason(e), time.nanos()));
    }
    boolean denied = e instanceof AccessDeniedException;
    log.warn(
        path.toString(),
        e.getClass().getName(),
        "Cannot read %s (%s); it is tried again.%s"
            .formatted(
                what,
                FileFailure.reason(e),
                denied ? " The agent's user needs permission to read it." : ""));
  }
}
