package io.groundwatch.input.file;

import io.groundwatch.model.Coverage;
import io.groundwatch.model.Position;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What one lane had taken care of in files that are not tailed now: those that a start has yet to
 * find, and those that may come back. By inode and by path, since there may be very many. Owned by
 * the file input's thread.
 */
final class Remembered {
  /**
   * A generation.
   *
   * @param coverage what was taken care of
   * @param sinceNanos when it came here, on the monotonic clock
   */
  record Generation(Coverage coverage, long sinceNanos) {
    Position last() {
      return coverage.last();
    }

    /** The entry it was read for. */
    int tag() {
      return TailTools.tagOf(last().source());
    }
  }

  private final Map<Long, List<Generation>> byInode = new HashMap<>();
  private final Map<String, List<Generation>> byPath = new HashMap<>();

  void add(Generation generation) {
    byInode
        .computeIfAbsent(generation.last().file().inode(), i -> new ArrayList<>(1))
        .add(generation);
    byPath.computeIfAbsent(generation.last().path(), p -> new ArrayList<>(1)).add(generation);
  }

  void remove(Generation generation) {
    remove(byInode, generation.last().file().inode(), generation);
    remove(byPath, generation.last().path(), generation);
  }

  boolean isEmpty() {
    return byPath.isEmpty();
  }

  List<Generation> withInode(long inode) {
    return List.copyOf(byInode.getOrDefault(inode, List.of()));
  }

  List<Generation> at(String path) {
    return List.copyOf(byPath.getOrDefault(path, List.of()));
  }

  /** Every path at which something was. */
  Set<String> paths() {
    return new LinkedHashSet<>(byPath.keySet());
  }

  /** Those that {@code wanted} accepts. */
  Collection<Generation> all(Predicate<Generation> wanted) {
    List<Generation> all = new ArrayList<>();
    for (List<Generation> some : byPath.values()) {
      some.stream().filter(wanted).forEach(all::add);
    }
    return all;
  }

  private static <K> void remove(Map<K, List<Generation>> map, K key, Generation generation) {
    List<Generation> some = map.get(key);
    if (some != null && some.remove(generation) && some.isEmpty()) {
      map.remove(key);
    }
  }
}
