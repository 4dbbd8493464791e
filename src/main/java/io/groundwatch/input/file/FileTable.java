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
 * The files that are tailed for one entry: by what the file system calls them, by their names, and
 * apart from these the ones that have no name under which the entry finds them. Owned by the file
 * input's thread.
 */
final class FileTable {
  private final Map<Object, WatchedFile> byIdentity = new LinkedHashMap<>();
  private final Map<Path, Map<Path, WatchedFile>> byFolder = new HashMap<>();
  private final Set<WatchedFile> adrift = new LinkedHashSet<>();

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

  /** The file that the entry finds as {@code path}, as far as is known. */
  @Nullable WatchedFile at(Path path) {
    return inFolder(path.getParent()).get(path);
  }

  /** Those that were last seen in {@code folder}. */
  List<WatchedFile> in(Path folder) {
    return List.copyOf(inFolder(folder).values());
  }

  /** Those that have lost the name under which the entry found them, or whose name was taken. */
  List<WatchedFile> adrift() {
    return List.copyOf(adrift);
  }

  void add(WatchedFile file) {
    byIdentity.put(file.identity(), file);
    enter(file);
  }

  void remove(WatchedFile file) {
    byIdentity.remove(file.identity(), file);
    leave(file);
    adrift.remove(file);
  }

  /** Does what may change the name of {@code file}, or take it away. */
  void change(WatchedFile file, Runnable change) {
    leave(file);
    change.run();
    enter(file);
  }

  private void enter(WatchedFile file) {
    if (file.vanished()) {
      adrift.add(file);
      return;
    }
    adrift.remove(file);
    Path folder = file.path().getParent();
    if (folder != null) {
      WatchedFile before =
          byFolder.computeIfAbsent(folder, f -> new HashMap<>()).put(file.path(), file);
      if (before != null && before != file) {
        adrift.add(before);
      }
    }
  }

  private void leave(WatchedFile file) {
    Path folder = file.path().getParent();
    Map<Path, WatchedFile> files = folder == null ? null : byFolder.get(folder);
    if (files != null && files.remove(file.path(), file) && files.isEmpty()) {
      byFolder.remove(folder);
    }
  }

  private Map<Path, WatchedFile> inFolder(@Nullable Path folder) {
    Map<Path, WatchedFile> files = folder == null ? null : byFolder.get(folder);
    return files == null ? Map.of() : files;
  }
}
