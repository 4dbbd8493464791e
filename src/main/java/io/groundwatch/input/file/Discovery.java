package io.groundwatch.input.file;

import io.groundwatch.config.FileConfig.ReadFrom;
import io.groundwatch.input.file.WatchedFile.Found;
import io.groundwatch.model.FileKey;
import io.groundwatch.model.Position;
import io.groundwatch.telemetry.ThrottledLog;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the files to tail and notices when they are renamed, replaced or gone: one sweep asks the
 * file system for every path that an entry's pattern matches, and knows the files again by device
 * and inode. Owned by the file input's thread.
 */
final class Discovery {
  private static final Logger log = LoggerFactory.getLogger(FileInput.class);

  /** Compressed generations are not lines; upstream passes over the same endings. */
  private static final Set<String> COMPRESSED =
      Set.of("tar", "zst", "gz", "zip", "bz2", "rar", "xz", "lz4");

  /**
   * So many files are held open between two looks; the others are opened for each. Together with as
   * many that one sweep finds, this leaves half of the usual 1024 to queues and sockets.
   */
  static final int MAX_OPEN = 256;

  private final List<Entry> entries;
  private final Path stateDirectory;
  private final TailTools tools;
  private final ThrottledLog trouble;
  private final Map<String, TailStarts> starts = new HashMap<>();
  private final Map<FileKey, WatchedFile> files = new LinkedHashMap<>();
  private long sweeps;
  private int foundInSweep;

  private record Entry(FilePattern pattern, FileEntry config) {}

  Discovery(List<FileEntry> entries, Path stateDirectory, TailTools tools, ThrottledLog trouble) {
    this.entries =
        entries.stream()
            .map(e -> new Entry(FilePattern.of(e.filePath(), FileSystems.getDefault()), e))
            .toList();
    this.stateDirectory = stateDirectory.toAbsolutePath();
    this.tools = tools;
    this.trouble = trouble;
    for (FileEntry entry : entries) {
      for (LogFeed feed : entry.feeds()) {
        starts.computeIfAbsent(feed.lane(), l -> new TailStarts(feed, tools));
      }
    }
  }

  /** The files that are tailed, oldest find first. */
  Collection<WatchedFile> files() {
    return files.values();
  }

  /** Looks for every file once. */
  void sweep() {
    sweeps++;
    foundInSweep = 0;
    for (Entry entry : entries) {
      List<Path> paths =
          entry.pattern().expand((folder, e) -> unreadable(folder, "folder " + folder, e));
      for (Path path : paths) {
        visit(path, entry.config());
      }
    }
    if (sweeps == 1) {
      findRenamedWhileDown();
    }
    for (WatchedFile file : List.copyOf(files.values())) {
      if (!file.seenIn(sweeps) && file.vanish() && !isOpenOrFound(file)) {
        log.info("{} is gone.", file.path());
      }
    }
  }

  /** Forgets a file that is finished. */
  void forget(WatchedFile file) {
    files.remove(file.key());
  }

  private void visit(Path path, FileEntry entry) {
    if (path.startsWith(stateDirectory) || isCompressed(path)) {
      return;
    }
    try {
      Optional<FileStat> stat = FileStat.of(path);
      if (stat.isPresent() && stat.get().regular()) {
        found(new Found(path, stat.get(), entry));
        trouble.recovered(path.toString(), path + " can be read now.");
      }
    } catch (IOException e) {
      unreadable(path, path.toString(), e);
    }
  }

  private void found(Found found) throws IOException {
    WatchedFile known = files.get(found.stat().key());
    if (known == null) {
      watch(found);
    } else if (!known.seenIn(sweeps)) {
      known.seen(found.path(), found.stat(), sweeps);
    }
  }

  private void watch(Found found) throws IOException {
    // Only what was there before us is passed over: a file that appears later is new in whole.
    ReadFrom readFrom = sweeps == 1 ? found.entry().readFrom() : ReadFrom.BEGINNING;
    Optional<WatchedFile> file = WatchedFile.open(found, starts, readFrom, tools);
    if (file.isPresent()) {
      file.get().seen(found.path(), found.stat(), sweeps);
      files.put(found.stat().key(), file.get());
      if (++foundInSweep > MAX_OPEN) {
        file.get().letGo();
      }
      log.info("Tailing {}.", found.path());
    }
  }

  /**
   * A generation that was rotated away while the agent was down is read to its end too, by its
   * inode, though no pattern matches its new name.
   */
  private void findRenamedWhileDown() {
    Map<Path, Entry> wanted = new HashMap<>();
    Set<FileKey> keys = new HashSet<>();
    for (Entry entry : entries) {
      for (LogFeed feed : entry.config().feeds()) {
        TailStarts lane = starts.get(feed.lane());
        for (Position last : lane == null ? List.<Position>of() : lane.unmatched()) {
          Path folder = Path.of(last.path()).getParent();
          if (folder != null && entry.pattern().matches(Path.of(last.path()))) {
            keys.add(last.file());
            wanted.putIfAbsent(folder, entry);
          }
        }
      }
    }
    wanted.forEach((folder, entry) -> watchByKey(folder, keys, entry.config()));
  }

  private void watchByKey(Path folder, Set<FileKey> keys, FileEntry entry) {
    for (Found found : list(folder, keys, entry)) {
      try {
        watch(found);
      } catch (IOException e) {
        unreadable(found.path(), found.path().toString(), e);
      }
    }
  }

  /** Files in {@code folder} with one of {@code keys}, the oldest first. */
  private List<Found> list(Path folder, Set<FileKey> keys, FileEntry entry) {
    List<Found> found = new ArrayList<>();
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder)) {
      for (Path path : paths) {
        Optional<FileStat> stat = FileStat.of(path);
        if (stat.isPresent()
            && stat.get().regular()
            && keys.contains(stat.get().key())
            && !files.containsKey(stat.get().key())
            && !isCompressed(path)) {
          found.add(new Found(path, stat.get(), entry));
        }
      }
    } catch (IOException e) {
      unreadable(folder, "folder " + folder, e);
    }
    found.sort(Comparator.comparingLong(f -> f.stat().modifiedNanos()));
    return found;
  }

  /** A file that lost its name is read on: by its open handle, or by the name it was given. */
  private boolean isOpenOrFound(WatchedFile file) {
    if (file.isOpen()) {
      return true;
    }
    Path folder = file.path().getParent();
    if (folder == null) {
      return false;
    }
    Optional<Path> renamed = findByKey(folder, file.key());
    renamed.ifPresent(file::movedTo);
    return renamed.isPresent();
  }

  private Optional<Path> findByKey(Path folder, FileKey key) {
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder)) {
      for (Path path : paths) {
        Optional<FileStat> stat = FileStat.of(path);
        if (stat.isPresent() && stat.get().key().equals(key)) {
          return Optional.of(path);
        }
      }
    } catch (IOException e) {
      unreadable(folder, "folder " + folder, e);
    }
    return Optional.empty();
  }

  private void unreadable(Path path, String what, IOException e) {
    trouble.warn(
        path.toString(),
        e.getClass().getName(),
        "Cannot read "
            + what
            + " ("
            + e
            + "); it is tried again. The agent's user needs permission to read it.");
  }

  private static boolean isCompressed(Path path) {
    String name = String.valueOf(path.getFileName());
    return COMPRESSED.contains(name.substring(name.lastIndexOf('.') + 1));
  }
}
