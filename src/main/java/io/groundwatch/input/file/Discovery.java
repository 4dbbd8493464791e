package io.groundwatch.input.file;

import io.groundwatch.config.FileConfig.ReadFrom;
import io.groundwatch.runtime.FileFailure;
import io.groundwatch.telemetry.ThrottledLog;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the files to tail and notices when they are renamed, replaced or gone. A file is known
 * again by device and inode. A sweep asks about every path that a pattern matches; a look asks
 * about one folder or one path in which something changed. Owned by the file input's thread.
 */
final class Discovery {
  private static final Logger log = LoggerFactory.getLogger(FileInput.class);

  /** More files than this are not watched, and that is said. */
  private static final int MAX_FILES = 200_000;

  private static final int MAX_NAMED = 50;

  /** Compressed generations are not lines; upstream passes over the same endings. */
  private static final Set<String> COMPRESSED =
      Set.of("tar", "zst", "gz", "zip", "bz2", "rar", "xz", "lz4");

  private final List<EntryPatterns> entries;
  private final Path stateDirectory;
  private final TailTools tools;
  private final ThrottledLog trouble;
  private final Map<String, TailStarts> starts = new HashMap<>();
  private final FileTable files = new FileTable();
  private final Leftovers leftovers;
  private final Copies copies;
  private Set<Path> folders = Set.of();
  private long sweeps;
  private boolean started;
  private int unnamed;
  private int foundInSweep;

  Discovery(List<FileEntry> entries, Path stateDirectory, TailTools tools, ThrottledLog trouble) {
    this.entries = entries.stream().map(entry -> EntryPatterns.of(entry, tools)).toList();
    this.stateDirectory = stateDirectory.toAbsolutePath();
    this.tools = tools;
    this.trouble = trouble;
    for (FileEntry entry : entries) {
      for (LogFeed feed : entry.feeds()) {
        starts.computeIfAbsent(feed.lane(), l -> new TailStarts(feed, tools));
      }
    }
    this.copies = new Copies(files, tools, (path, e) -> unreadable(path, path.toString(), e));
    this.leftovers =
        new Leftovers(
            starts.values(), this::list, (path, e) -> unreadable(path, path.toString(), e));
  }

  /** The files that are tailed, oldest find first. */
  Collection<WatchedFile> files() {
    return files.all();
  }

  /** The folders in which the last sweep found that files are, or can appear. */
  Set<Path> folders() {
    return folders;
  }

  /** Asks about everything. */
  void sweep() {
    sweeps++;
    foundInSweep = 0;
    Set<Path> met = new HashSet<>();
    for (EntryPatterns entry : entries) {
      entry.pattern().expand(new Sweep(entry, met));
    }
    folders = met;
    if (!started) {
      findRenamedWhileDown();
      started = true;
    }
    for (WatchedFile file : files.all()) {
      if (!file.seenIn(sweeps)) {
        vanish(file);
      }
    }
    if (unnamed > 0) {
      log.info("Tailing {} more; {} files in all.", unnamed, files.size());
      unnamed = 0;
    }
  }

  /** Asks about one path. Returns whether it is a folder, so that only a sweep can tell more. */
  boolean look(Path path) {
    boolean folder = false;
    for (EntryPatterns entry : entries) {
      if (entry.pattern().matches(path)) {
        visit(path, entry);
      }
    }
    try {
      folder = FileStat.of(path).map(FileStat::folder).orElse(false);
    } catch (IOException e) {
      unreadable(path, path.toString(), e);
    }
    return folder;
  }

  /** Asks about what is and what was in one folder. Returns whether it holds folders. */
  boolean lookInto(Path folder) {
    boolean folders = false;
    for (Path path : list(folder)) {
      folders |= look(path);
    }
    for (WatchedFile file : files.in(folder)) {
      if (!stillNamed(file)) {
        vanish(file);
      }
    }
    return folders;
  }

  /** Forgets a file that is finished. */
  void forget(WatchedFile file) {
    files.remove(file);
  }

  private void visit(Path path, EntryPatterns entry) {
    if (path.startsWith(stateDirectory) || isCompressed(path) || !entry.selection().takes(path)) {
      return;
    }
    try {
      Optional<FileStat> stat = FileStat.of(path);
      if (stat.isPresent() && stat.get().regular()) {
        found(new Found(path, stat.get(), entry.config(), entry.readings()));
        trouble.recovered(path.toString(), path + " can be read now.");
      }
    } catch (IOException e) {
      unreadable(path, path.toString(), e);
    }
  }

  private void found(Found found) throws IOException {
    WatchedFile known = files.get(found.stat().identity());
    if (known == null) {
      watch(found);
    } else if (!known.entry().equals(found.entry())) {
      trouble.warn(
          "twice " + found.path(),
          "",
          found.path() + " is matched by two entries; it is read for the first of them alone.");
    } else if (known.path().equals(found.path()) || !stillNamed(known)) {
      files.change(known, () -> known.seen(found.path(), found.stat(), sweeps));
    }
  }

  private void watch(Found found) throws IOException {
    if (files.size() >= MAX_FILES) {
      trouble.warn("files", "", "More than " + MAX_FILES + " files match; the rest is not tailed.");
      return;
    }
    // Only what was there before us is passed over: a file that appears later is new in whole.
    ReadFrom readFrom = started ? ReadFrom.BEGINNING : found.entry().config().handling().readFrom();
    Optional<WatchedFile> file = WatchedFile.open(found, starts, readFrom, tools);
    if (file.isPresent()) {
      file.get().seen(found.path(), found.stat(), sweeps);
      files.add(file.get());
      if (++foundInSweep > FileInput.MAX_OPEN) {
        file.get().letGo();
      }
      sayTailing(found.path());
    }
  }

  /** By name while there are few: ten thousand names in the log help nobody. */
  private void sayTailing(Path path) {
    if (files.size() <= MAX_NAMED) {
      log.info("Tailing {}.", path);
    } else {
      log.debug("Tailing {}.", path);
      unnamed++;
    }
  }

  private void findRenamedWhileDown() {
    for (EntryPatterns entry : entries) {
      for (Path path : leftovers.renamed(entry.pattern()::matches)) {
        if (!isCompressed(path)) {
          visitRenamed(path, entry);
        }
      }
    }
  }

  private void visitRenamed(Path path, EntryPatterns entry) {
    try {
      Optional<FileStat> stat = FileStat.of(path);
      if (stat.isPresent() && stat.get().regular() && files.get(stat.get().identity()) == null) {
        watch(new Found(path, stat.get(), entry.config(), entry.readings()));
      }
    } catch (IOException e) {
      unreadable(path, path.toString(), e);
    }
  }

  /** Reads on in a copy what was cut from {@code file}, if there is one. */
  void readOnInCopy(WatchedFile file, Displaced cut) {
    for (EntryPatterns entry : entries) {
      if (entry.config().equals(file.entry())) {
        copies.readOn(file, cut, entry);
        return;
      }
    }
  }

  /** Forgets what was read from files that are gone. */
  void forgetWhatIsGone() {
    leftovers.forgetWhatIsGone();
  }

  private void vanish(WatchedFile file) {
    if (file.vanish() && !isOpenOrRenamed(file)) {
      log.info("{} is gone.", file.path());
    }
  }

  private boolean stillNamed(WatchedFile file) {
    try {
      return FileStat.of(file.path()).map(s -> s.identity().equals(file.identity())).orElse(false);
    } catch (IOException e) {
      unreadable(file.path(), file.path().toString(), e);
      return true;
    }
  }

  /** A file that lost its name is read on: by its open handle, or by the name it was given. */
  private boolean isOpenOrRenamed(WatchedFile file) {
    Path folder = file.path().getParent();
    if (file.isOpen() || folder == null) {
      return file.isOpen();
    }
    for (Path path : list(folder)) {
      try {
        Optional<FileStat> stat = FileStat.of(path);
        if (stat.isPresent() && stat.get().identity().equals(file.identity())) {
          files.change(file, () -> file.movedTo(path));
          return true;
        }
      } catch (IOException e) {
        unreadable(path, path.toString(), e);
      }
    }
    return false;
  }

  private List<Path> list(Path folder) {
    return Folders.list(folder, (path, e) -> unreadable(path, "folder " + path, e))
        .orElse(List.of());
  }

  private void unreadable(Path path, String what, IOException e) {
    boolean denied = e instanceof AccessDeniedException;
    trouble.warn(
        path.toString(),
        e.getClass().getName(),
        "Cannot read %s (%s); it is tried again.%s"
            .formatted(
                what,
                FileFailure.reason(e),
                denied ? " The agent's user needs permission to read it." : ""));
  }

  static boolean isCompressed(Path path) {
    String name = String.valueOf(path.getFileName());
    return COMPRESSED.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  /** What one entry's pattern meets in a sweep. */
  private final class Sweep implements FilePattern.Visitor {
    private final EntryPatterns entry;
    private final Set<Path> met;

    private Sweep(EntryPatterns entry, Set<Path> met) {
      this.entry = entry;
      this.met = met;
    }

    @Override
    public void match(Path path) {
      visit(path, entry);
    }

    @Override
    public void folder(Path folder) {
      met.add(folder);
    }

    @Override
    public void unreadable(Path folder, IOException e) {
      Discovery.this.unreadable(folder, "folder " + folder, e);
    }
  }
}
