package io.groundwatch.input.file;

import io.groundwatch.telemetry.ThrottledLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent's own files, which it never tails: what lies in its state directory, by whatever path,
 * and the files that its own output goes to. A line about a line would have no end. Owned by the
 * file input's thread.
 */
final class OwnFiles {
  /** What standard output and standard error are, on Linux. */
  private static final List<Path> OUTPUTS =
      List.of(Path.of("/proc/self/fd/1"), Path.of("/proc/self/fd/2"));

  private static final Logger log = LoggerFactory.getLogger(FileInput.class);

  private final Path stateDirectory;
  private final List<Path> outputs;
  private final ThrottledLog trouble;
  private final Map<Path, Boolean> folders = new HashMap<>();
  private final Set<Object> said = new HashSet<>();
  private Set<Object> identities = Set.of();
  private Path realStateDirectory;

  private OwnFiles(Path stateDirectory, List<Path> outputs, ThrottledLog trouble) {
    this.stateDirectory = stateDirectory.toAbsolutePath();
    this.outputs = outputs;
    this.trouble = trouble;
    this.realStateDirectory = this.stateDirectory;
  }

  static OwnFiles of(Path stateDirectory, ThrottledLog trouble) {
    return new OwnFiles(stateDirectory, OUTPUTS, trouble);
  }

  static OwnFiles of(Path stateDirectory, List<Path> outputs, ThrottledLog trouble) {
    return new OwnFiles(stateDirectory, outputs, trouble);
  }

  /** Looks anew where they are. */
  void refresh() {
    folders.clear();
    realStateDirectory = real(stateDirectory);
    Set<Object> found = new HashSet<>();
    for (Path output : outputs) {
      try {
        FileStat.of(output).filter(FileStat::regular).map(FileStat::identity).ifPresent(found::add);
      } catch (IOException e) {
        trouble.warn("output", e.toString(), "Cannot tell what " + output + " is: " + e);
      }
    }
    identities = found;
  }

  /** Whether a path lies in the state directory. */
  boolean hold(Path path) {
    Path folder = path.getParent();
    return path.startsWith(stateDirectory)
        || (folder != null && folders.computeIfAbsent(folder, this::isWithinState));
  }

  /** Whether a file is one that the agent's output goes to. */
  boolean include(FileStat stat) {
    return identities.contains(stat.identity());
  }

  /** Says, once, that a file is not tailed because the agent's output goes to it. */
  void sayOutput(FileStat stat) {
    if (said.add(stat.identity())) {
      log.warn("{} is what this agent itself writes to; it is not tailed.", stat.path());
    }
  }

  /** Whether {@code path} is a link to a file in the state directory. */
  boolean areLinkedBy(Path path) {
    return Links.targetOf(path).map(this::hold).orElse(false);
  }

  private boolean isWithinState(Path folder) {
    return real(folder).startsWith(realStateDirectory);
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      // Not there, or not to be looked into: then nothing in it is tailed either.
      return folder;
    }
  }
}
