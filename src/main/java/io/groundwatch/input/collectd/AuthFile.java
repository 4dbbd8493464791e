package io.groundwatch.input.collectd;

import io.groundwatch.runtime.FileFailure;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.telemetry.ThrottledLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The users that may send, and their passwords: {@code user: password}, one a line, as collectd's
 * {@code AuthFile} has it. Read when it is first needed, and again when it has changed. One thread.
 */
final class AuthFile {
  /** Far more than any has. */
  private static final long MAX_BYTES = 1 << 20;

  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Path file;
  private final TimeSource time;
  private final ThrottledLog trouble;
  private final Map<String, byte[]> passwords = new HashMap<>();
  private @Nullable FileTime readAt;
  private long nextLookNanos;

  AuthFile(Path file, TimeSource time, ThrottledLog trouble) {
    this.file = file;
    this.time = time;
    this.trouble = trouble;
    this.nextLookNanos = time.nanos();
  }

  /** The password of a user; empty where there is none, or the file cannot be read. */
  Optional<byte[]> password(String user) {
    if (time.nanos() - nextLookNanos >= 0) {
      nextLookNanos = time.nanos() + LOOK_NANOS;
      look();
    }
    return Optional.ofNullable(passwords.get(user));
  }

  private void look() {
    try {
      FileTime changed = Files.getLastModifiedTime(file);
      if (!changed.equals(readAt)) {
        if (Files.size(file) > MAX_BYTES) {
          throw new IOException(file + ": larger than a list of users is (1 MiB)");
        }
        read(Files.readAllLines(file, StandardCharsets.UTF_8));
        readAt = changed;
      }
      trouble.recovered("auth", "collectd: " + file + " can be read again.");
    } catch (IOException e) {
      passwords.clear();
      readAt = null;
      trouble.error(
          "auth",
          e.toString(),
          "collectd: no user is known, since collectd_auth_file cannot be read: "
              + FileFailure.text(e));
    }
  }

  private void read(List<String> lines) {
    passwords.clear();
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon > 0 && !line.startsWith("#")) {
        passwords.put(
            line.substring(0, colon).strip(),
            line.substring(colon + 1).strip().getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
