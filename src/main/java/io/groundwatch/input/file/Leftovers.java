package io.groundwatch.input.file;

import io.groundwatch.model.Position;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What lanes had read from files that no pattern finds at the start: files rotated to another name
 * while the agent was down, and files that are gone. Owned by the file input's thread.
 */
final class Leftovers {
  private static final Logger log = LoggerFactory.getLogger(FileInput.class);

  private final Collection<TailStarts> lanes;
  private final Function<Path, List<Path>> list;
  private final BiConsumer<Path, IOException> unreadable;

  /**
   * Of these lanes.
   *
   * @param list lists a folder; empty where there is none
   * @param unreadable told of what cannot be asked about
   */
  Leftovers(
      Collection<TailStarts> lanes,
      Function<Path, List<Path>> list,
      BiConsumer<Path, IOException> unreadable) {
    this.lanes = lanes;
    this.list = list;
    this.unreadable = unreadable;
  }

  /**
   * The new names of generations that were rotated away while the agent was down, beside the names
   * that {@code wanted} accepts: they are read to their end, though no pattern matches them.
   */
  List<Path> renamed(Predicate<Path> wanted) {
    Set<Position> lost = new HashSet<>();
    Set<Path> folders = new HashSet<>();
    for (TailStarts lane : lanes) {
      for (Position last : lane.unmatched()) {
        Path path = Path.of(last.path());
        Path folder = path.getParent();
        if (folder != null && wanted.test(path)) {
          lost.add(last);
          folders.add(folder);
        }
      }
    }
    List<Path> found = new ArrayList<>();
    for (Path folder : folders) {
      for (Path path : list.apply(folder)) {
        if (lost.stream().anyMatch(last -> isOf(last, path))) {
          found.add(path);
        }
      }
    }
    return found;
  }

  /**
   * Forgets what was read from files that are gone, so that positions do not pile up. A folder that
   * is missing or empty may be a volume that is not mounted: what was in it is remembered.
   */
  void forgetWhatIsGone() {
    for (TailStarts lane : lanes) {
      for (Position last : lane.unmatched()) {
        Path folder = Path.of(last.path()).getParent();
        List<Path> there = folder == null ? List.of() : list.apply(folder);
        if (!there.isEmpty() && there.stream().noneMatch(path -> isOf(last, path))) {
          log.info("{} is gone; its position is forgotten.", last.path());
          lane.forget(last);
        }
      }
    }
  }

  private boolean isOf(Position position, Path path) {
    try {
      return FileStat.key(path).equals(position.file());
    } catch (IOException e) {
      unreadable.accept(path, e);
      return false;
    }
  }
}
