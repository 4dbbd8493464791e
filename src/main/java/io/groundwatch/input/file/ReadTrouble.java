package io.groundwatch.input.file;

import io.groundwatch.runtime.FileFailure;
import io.groundwatch.telemetry.ThrottledLog;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;

/** Says of what cannot be read that it cannot, and that it can again. The input's thread. */
final class ReadTrouble {
  private final ThrottledLog log;

  ReadTrouble(ThrottledLog log) {
    this.log = log;
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
    log.recovered(path.toString(), path + " can be read now.");
  }

  private void say(Path path, String what, IOException e) {
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
