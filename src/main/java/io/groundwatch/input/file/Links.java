package io.groundwatch.input.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which tailed paths are links to a file elsewhere. What happens to the file is told of its own
 * folder, and there its rotated generations are. Owned by the file input's thread.
 */
final class Links {
  private final Map<Path, Map<Path, Path>> byFolder = new HashMap<>();

  /** Looks where the path of {@code file} leads. */
  void follow(WatchedFile file) {
    forget(file);
    Path target = targetOf(file.path()).orElse(null);
    Path folder = target == null ? null : target.getParent();
    file.names().linkedTo(folder == null ? null : target);
    if (target != null && folder != null) {
      byFolder.computeIfAbsent(folder, f -> new HashMap<>()).put(target, file.path());
    }
  }

  /** Where a path leads that is a link, whether or not anything is there; empty if it is none. */
  static Optional<Path> targetOf(Path path) {
    if (!Files.isSymbolicLink(path)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.exists(path) ? path.toRealPath() : nextOf(path));
    } catch (IOException e) {
      return Optional.empty(); // Nowhere that we may look.
    }
  }

  /** What a link says, which need not be there. */
  private static Path nextOf(Path link) throws IOException {
    return link.resolveSibling(Files.readSymbolicLink(link)).normalize();
  }

  /** A file is no longer tailed, or has another path. */
  void forget(WatchedFile file) {
    Path target = file.names().linkTarget();
    Path folder = target == null ? null : target.getParent();
    if (target != null && folder != null) {
      byFolder.computeIfPresent(
          folder, (f, links) -> links.remove(target) != null && links.isEmpty() ? null : links);
    }
  }

  /** The folders in which linked files are. */
  Set<Path> folders() {
    return byFolder.keySet();
  }

  /** The paths that are links to files in {@code folder}. */
  Collection<Path> into(Path folder) {
    return List.copyOf(byFolder.getOrDefault(folder, Map.of()).values());
  }
}
