package io.groundwatch.input.file;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A log and the files beside it that may be generations or copies of it, as they were called at one
 * moment. Immutable.
 */
final class Family {
  /** A rotation gives every generation another name in less time than so many looks take. */
  static final int MAX_LOOKS = 10;

  private final Map<Path, FileStat> members;

  private Family(Map<Path, FileStat> members) {
    this.members = members;
  }

  /**
   * Searches in the family of the log called {@code name} in {@code folder}, and again where
   * something was renamed meanwhile: a rotation hands each generation's name to the one before it,
   * and who meets that half done passes over one.
   *
   * @param search returns whether it has found what it was for, and need not be asked again
   * @return whether it was found
   */
  static boolean search(
      @Nullable Path folder, String name, ReadTrouble trouble, Predicate<Family> search) {
    if (folder == null) {
      return false;
    }
    Family family = of(folder, name, trouble);
    for (int look = 0; look < MAX_LOOKS; look++) {
      if (search.test(family)) {
        return true;
      }
      Family now = of(folder, name, trouble);
      if (now.isCalledAs(family)) {
        return false;
      }
      family = now;
    }
    return false;
  }

  private static Family of(Path folder, String name, ReadTrouble trouble) {
    Map<Path, FileStat> members = new TreeMap<>();
    Folders.ask(
        folder,
        trouble,
        path -> {
          if (RotatedName.areRelated(RotatedName.nameOf(path), name)) {
            FileStat.of(path).filter(FileStat::regular).ifPresent(stat -> members.put(path, stat));
          }
        });
    return new Family(members);
  }

  /** All that are regular files, the log among them. */
  Collection<FileStat> members() {
    return members.values();
  }

  /** What is called {@code path}. */
  Optional<FileStat> at(Path path) {
    return Optional.ofNullable(members.get(path));
  }

  /** The one that {@link FileStat#identity} says is {@code identity}, whatever it is called. */
  Optional<FileStat> find(Object identity) {
    return members.values().stream().filter(stat -> stat.identity().equals(identity)).findFirst();
  }

  private boolean isCalledAs(Family other) {
    return members.keySet().equals(other.members.keySet())
        && members.values().stream()
            .allMatch(stat -> other.at(stat.path()).filter(stat::isSameFile).isPresent());
  }
}
