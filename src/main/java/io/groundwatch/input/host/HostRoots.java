package io.groundwatch.input.host;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the host's own files are: in a container, where its {@code /}, {@code /proc} and {@code
 * /sys} are mounted.
 *
 * @param root below which the host's files are found by their own paths
 * @param proc the host's {@code /proc}
 * @param sys the host's {@code /sys}
 */
public record HostRoots(Path root, Path proc, Path sys) {
  private static final Path SLASH = Path.of("/");

  /** Of a process that runs on the host itself. */
  public static final HostRoots OWN =
      new HostRoots(SLASH, SLASH.resolve("proc"), SLASH.resolve("sys"));

  /**
   * From the configuration and the variables {@code HOST_ROOT}, {@code HOST_PROC} and {@code
   * HOST_SYS}: the configuration's root comes before the variable's; {@code /proc} and {@code /sys}
   * are below the root where their variables do not say.
   */
  public static HostRoots of(Optional<Path> configured, Map<String, String> environment) {
    Path root = configured.or(() -> path("HOST_ROOT", environment)).orElse(SLASH);
    return new HostRoots(
        root,
        path("HOST_PROC", environment).orElse(root.resolve("proc")),
        path("HOST_SYS", environment).orElse(root.resolve("sys")));
  }

  /** All below one folder; for a captured tree. */
  static HostRoots below(Path root) {
    return new HostRoots(root, root.resolve("proc"), root.resolve("sys"));
  }

  /** A file below {@code /proc}. */
  Path proc(String file) {
    return proc.resolve(file);
  }

  /** A file below {@code /sys}. */
  Path sys(String file) {
    return sys.resolve(file);
  }

  /**
   * A file below {@code /proc/net}, which shows the network of whoever looks: from a container, the
   * host's is that of its first process.
   */
  Path net(String file) {
    return proc.equals(OWN.proc) ? proc.resolve("net").resolve(file) : proc("1/net").resolve(file);
  }

  /** Where a path of the host is found. */
  public Path inside(String hostPath) {
    return hostPath.startsWith("/") ? root.resolve(hostPath.substring(1)) : root.resolve(hostPath);
  }

  /** Whether paths of the host are ours. */
  public boolean seesOwnFiles() {
    return root.equals(SLASH);
  }

  private static Optional<Path> path(String variable, Map<String, String> environment) {
    return Optional.ofNullable(environment.get(variable))
        .filter(text -> !text.isEmpty())
        .map(Path::of);
  }
}
