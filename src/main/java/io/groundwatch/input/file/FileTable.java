package io.groundwatch.input.file;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files that are tailed, by what the file system calls them and by the folder that they are in.
 * Owned by the file input's thread.
 */
final class FileTable {
  private final Map<Object, WatchedFile> byIdentity = new LinkedHashMap<>();
  private final Map<Path, Set<WatchedFile>> byFolder = new HashMap<>();

  /** All of them, oldest find first. */
  Collection<WatchedFile> all() {
    return byIdentity.values();
  }

  int size() {
    return byIdentity.size();
  }

  /** The file that {@link FileStat#identity} calls so, if it is tailed. */
  @Nullable WatchedFile get(Object identity) {
    return byIdentity.get(identity);
  }

  /** Those that were last seen in {@code folder}. */
  List<WatchedFile> in(Path folder) {
    return List.copyOf(byFolder.getOrDefault(folder, Set.of()));
  }

  void add(WatchedFile file) {
    byIdentity.put(file.identity(), file);
    enter(file);
  }

  void remove(WatchedFile file) {
    byIdentity.remove(file.identity());
    leave(file);
  }

  /** Does what may change the path of {@code file}. */
  void change(WatchedFile file, Runnable change) {
    leave(file);
    change.run();
    enter(file);
  }

  private void enter(WatchedFile file) {
    Path folder = file.path().getParent();
    if (folder != null) {
      byFolder.computeIfAbsent(folder, f -> new LinkedHashSet<>()).add(file);
    }
  }

  private void leave(WatchedFile file) {
    Path folder = file.path().getParent();
    if (folder != null) {
      byFolder.computeIfPresent(
          folder, (f, files) -> files.remove(file) && files.isEmpty() ? null : files);
    }
  }
}
