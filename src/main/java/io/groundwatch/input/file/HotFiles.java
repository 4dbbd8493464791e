package io.groundwatch.input.file;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The files that are polled: those to which something happened. The file input's thread. */
final class HotFiles {
  private final Set<WatchedFile> files = new LinkedHashSet<>();
  private List<WatchedFile> list = List.of();
  private boolean changed;

  /** Something may have happened to a file. */
  void stir(WatchedFile file) {
    if (isHot(file)) {
      changed |= files.add(file);
    }
  }

  /** A file is no longer tailed. */
  void remove(WatchedFile file) {
    changed |= files.remove(file);
  }

  /** Takes out and returns those to which nothing happened for a while. */
  List<WatchedFile> takeCold() {
    List<WatchedFile> cold = new ArrayList<>();
    for (WatchedFile file : files) {
      if (!isHot(file)) {
        cold.add(file);
      }
    }
    cold.forEach(this::remove);
    return cold;
  }

  private static boolean isHot(WatchedFile file) {
    return file.vanished() || file.tails().isAnyBlocked() || file.activity().isHot(file.hasRest());
  }

  /** All of them; the list is not changed later. */
  List<WatchedFile> list() {
    if (changed) {
      list = List.copyOf(files);
      changed = false;
    }
    return list;
  }
}
