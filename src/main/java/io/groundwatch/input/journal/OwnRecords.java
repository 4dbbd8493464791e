package io.groundwatch.input.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows what the agent itself wrote to the journal, which is never read back: a warning that is
 * shipped and causes another one would have no end. It is what this run wrote, by the invocation id
 * that systemd gave it, and what runs before it wrote, by the unit. What systemd says of the unit
 * is not the agent's. Immutable.
 *
 * <p>Where the agent's output is not the journal there is nothing to know: a shell's children
 * inherit the id of the service that the shell runs in, and its other records are none of ours. Nor
 * does a process id tell: ids come again, and a container has its own.
 */
public final class OwnRecords {
  /** None: the agent's output is not the journal. */
  public static final OwnRecords NONE = new OwnRecords(null, null);

  private static final Logger log = LoggerFactory.getLogger(JournalInput.class);
  private static final List<String> OUTPUTS = List.of("1", "2");
  private static final String SERVICE = ".service";

  private final byte @Nullable [] invocation;
  private final byte @Nullable [] unit;

  private OwnRecords(byte @Nullable [] invocation, byte @Nullable [] unit) {
    this.invocation = invocation;
    this.unit = unit;
  }

  /**
   * Asks what runs the agent.
   *
   * @param environment the agent's
   * @param self what /proc says of the agent: {@code /proc/self}
   */
  public static OwnRecords open(Map<String, String> environment, Path self) {
    String stream = environment.get("JOURNAL_STREAM");
    if (stream == null || OUTPUTS.stream().noneMatch(fd -> isStream(self, fd, stream))) {
      return NONE;
    }
    String invocation = environment.get("INVOCATION_ID");
    return new OwnRecords(
        invocation == null ? null : invocation.getBytes(UTF_8),
        unit(self).map(name -> name.getBytes(UTF_8)).orElse(null));
  }

  /** Whether the agent wrote this. */
  boolean wrote(ExportParser entry) {
    if (invocation != null && entry.is(JournalField.INVOCATION, invocation)) {
      return true;
    }
    return unit != null
        && (entry.is(JournalField.UNIT, unit) || entry.is(JournalField.USER_UNIT, unit));
  }

  /** Whether an output is the stream that systemd connected: device and inode of sd-daemon(3). */
  private static boolean isStream(Path self, String fd, String stream) {
    Path output = self.resolve("fd").resolve(fd);
    try {
      Object device = Files.getAttribute(output, "unix:dev");
      Object inode = Files.getAttribute(output, "unix:ino");
      return stream.equals(device + ":" + inode);
    } catch (IOException | UnsupportedOperationException e) {
      log.debug("{} cannot be asked about.", output, e);
      return false;
    }
  }

  /** The unit that the agent runs in: the innermost service of its control group. */
  private static Optional<String> unit(Path self) {
    try {
      for (String line : Files.readAllLines(self.resolve("cgroup"))) {
        String name = line.substring(line.lastIndexOf('/') + 1);
        if (name.endsWith(SERVICE)) {
          return Optional.of(name);
        }
      }
    } catch (IOException e) {
      log.debug("The agent's unit is not known.", e);
    }
    return Optional.empty();
  }
}
