package io.groundwatch.input.file;

import io.groundwatch.input.file.Remembered.Generation;
import io.groundwatch.model.FileKey;
import io.groundwatch.runtime.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What lanes had read from files that no pattern finds: files rotated to another name while the
 * agent was down, files that are gone, and files whose volume is away. Owned by the file input's
 * thread.
 */
final class Leftovers {
  private static final Logger log = LoggerFactory.getLogger(FileInput.class);

  /** What has not been found for so long is gone: by then volumes are mounted. */
  private static final long FORGET_NANOS = TimeUnit.HOURS.toNanos(1);

  private final LaneStarts lanes;
  private final TimeSource time;
  private final ReadTrouble trouble;

  Leftovers(LaneStarts lanes, TimeSource time, ReadTrouble trouble) {
    this.lanes = lanes;
    this.time = time;
    this.trouble = trouble;
  }

  /** The paths that logs had which were rotated while the agent was down, and their paths now. */
  record Renamed(Path before, Path now) {}

  /**
   * The new names of generations that were rotated away while the agent was down, beside the names
   * that {@code wanted} accepts: they are read to their end, though no pattern matches them.
   */
  List<Renamed> renamed(Predicate<Path> wanted) {
    Map<Path, Map<FileKey, Path>> lost = new LinkedHashMap<>();
    for (TailStarts lane : lanes.all()) {
      for (Generation generation : lane.unmatched()) {
        Path path = Path.of(generation.last().path());
        if (wanted.test(path)) {
          lost.computeIfAbsent(folderOf(path), f -> new HashMap<>())
              .put(generation.last().file(), path);
        }
      }
    }
    Set<Renamed> renamed = new LinkedHashSet<>();
    lost.forEach(
        (folder, files) ->
            keys(folder)
                .forEach(
                    (key, now) -> {
                      Path before = files.get(key);
                      if (before != null) {
                        renamed.add(new Renamed(before, now));
                      }
                    }));
    return List.copyOf(renamed);
  }

  /**
   * Forgets what was read from files that are gone, so that positions do not pile up. A folder that
   * is empty, or whose volume is another one, may not be mounted: what was in it is remembered.
   */
  void forgetWhatIsGone() {
    Map<Path, Set<FileKey>> there = new HashMap<>();
    for (TailStarts lane : lanes.all()) {
      for (Generation generation : lane.unmatched()) {
        if (time.nanos() - generation.sinceNanos() >= FORGET_NANOS && isGone(generation, there)) {
          log.info("{} is gone; its position is forgotten.", generation.last().path());
          lane.forget(generation);
        }
      }
    }
  }

  private boolean isGone(Generation generation, Map<Path, Set<FileKey>> there) {
    Path folder = folderOf(Path.of(generation.last().path()));
    Set<FileKey> keys = there.computeIfAbsent(folder, f -> new HashSet<>(keys(f).keySet()));
    if (!keys.isEmpty()) {
      return !keys.contains(generation.last().file());
    }
    try {
      return FileStat.of(folder).isEmpty()
          && Volumes.isThere(folder, generation.last().file().device());
    } catch (IOException e) {
      trouble.folder(folder, e);
      return false;
    }
  }

  /** Where a file was: a link's file is not where the link is. */
  private static Path folderOf(Path path) {
    Path real = Links.targetOf(path).orElse(path);
    Path folder = real.getParent();
    return folder == null ? real : folder;
  }

  private Map<FileKey, Path> keys(Path folder) {
    Map<FileKey, Path> keys = new HashMap<>();
    Folders.ask(folder, trouble, path -> keys.put(FileStat.key(path), path));
    return keys;
  }
}
