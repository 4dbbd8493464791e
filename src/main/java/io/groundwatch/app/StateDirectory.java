package io.groundwatch.app;

import io.groundwatch.config.AgentSection;
import io.groundwatch.runtime.FileFailure;
import io.groundwatch.runtime.StateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where queues and positions live: {@code agent.state_directory}, else {@code $STATE_DIRECTORY}
 * (set by systemd, systemd.exec(5)), else /var/lib/groundwatch if it can be written, else the
 * user's own state folder (XDG Base Directory Specification).
 */
final class StateDirectory {
  private static final Path SYSTEM = Path.of("/var/lib/groundwatch");
  private static final String NAME = "groundwatch";

  private StateDirectory() {}

  /**
   * Finds and makes it, private.
   *
   * @throws IOException where the one that was asked for cannot be made or written
   */
  static Path open(AgentSection agent, Map<String, String> environment) throws IOException {
    if (agent.stateDirectory().isPresent()) {
      return usable(agent.stateDirectory().get());
    }
    String systemd = environment.getOrDefault("STATE_DIRECTORY", "");
    if (!systemd.isEmpty()) {
      // Two StateDirectory= lines come as one value with a colon between.
      return usable(Path.of(systemd.split(":", 2)[0]));
    }
    List<String> refused = new ArrayList<>();
    for (Path candidate : List.of(SYSTEM, users(environment))) {
      try {
        return usable(candidate);
      } catch (IOException e) {
        refused.add(e.getMessage());
      }
    }
    throw new IOException("no state folder can be written: " + String.join("; ", refused));
  }

  /**
   * Finds the one that an agent would use, or did, and makes nothing.
   *
   * @throws IOException where there is none
   */
  static Path find(AgentSection agent, Map<String, String> environment) throws IOException {
    Path expected = expected(agent, environment);
    if (Files.isDirectory(expected)) {
      return expected;
    }
    throw new IOException(
        "there is no state folder at "
            + candidates(agent, environment).stream()
                .map(Path::toString)
                .collect(Collectors.joining(" or "))
            + ": no agent has run with it, or --state-directory is needed");
  }

  /** The one that an agent uses, or would: of those, the first that exists, or the first. */
  static Path expected(AgentSection agent, Map<String, String> environment) {
    List<Path> candidates = candidates(agent, environment);
    return candidates.stream()
        .filter(Files::isDirectory)
        .findFirst()
        .orElse(candidates.get(0))
        .toAbsolutePath();
  }

  private static List<Path> candidates(AgentSection agent, Map<String, String> environment) {
    String systemd = environment.getOrDefault("STATE_DIRECTORY", "");
    List<Path> candidates = new ArrayList<>();
    if (agent.stateDirectory().isPresent()) {
      candidates.add(agent.stateDirectory().get());
    } else if (!systemd.isEmpty()) {
      candidates.add(Path.of(systemd.split(":", 2)[0]));
    } else if (Files.isWritable(SYSTEM)) {
      candidates.add(SYSTEM);
    } else {
      candidates.addAll(List.of(users(environment), SYSTEM));
    }
    return candidates;
  }

  private static Path users(Map<String, String> environment) {
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    if (!state.isEmpty()) {
      return Path.of(state, NAME);
    }
    String home = environment.getOrDefault("HOME", System.getProperty("user.home", "/"));
    return Path.of(home, ".local", "state", NAME);
  }

  private static Path usable(Path directory) throws IOException {
    Path absolute = directory.toAbsolutePath();
    try {
      StateFiles.createDirectories(absolute);
    } catch (IOException e) {
      throw new IOException(
          "state folder " + absolute + " cannot be made: " + FileFailure.text(e), e);
    }
    if (!Files.isDirectory(absolute) || !Files.isWritable(absolute)) {
      throw new IOException("state folder " + absolute + " cannot be written by this user");
    }
    return absolute;
  }
}
