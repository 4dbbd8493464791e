package io.groundwatch.input.file;

import io.groundwatch.input.file.RotatedName.Serial;
import io.groundwatch.pipeline.LogBatcher;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Generations of a log that came and went between two looks: rotated twice, the log as we knew it
 * is {@code app.log.2} now, and nobody has seen {@code app.log.1}. They are told by number or date,
 * and by having been written after the one that we knew. Owned by the file input's thread.
 */
final class MissedGenerations {
  /** Compressors keep the time of the original, but few to the nanosecond. */
  private static final long TIME_SLACK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final CompressedGenerations compressed;
  private final ReadTrouble trouble;
  private final MissedFiles files;
  private final EmptyGenerations empty;
  private final AbsentNumbers absent;
  private final List<Runnable> searches = new ArrayList<>();

  MissedGenerations(
      WatchList list,
      LaneStarts starts,
      CompressedGenerations compressed,
      TailTools tools,
      ReadTrouble trouble) {
    this.compressed = compressed;
    this.trouble = trouble;
    this.empty = new EmptyGenerations(tools.time(), trouble);
    this.files = new MissedFiles(list, starts, empty, tools, trouble);
    this.absent = new AbsentNumbers(tools, trouble);
  }

  /**
   * A generation was found under another name: what came after it is to be looked for.
   *
   * @param name of the log
   * @param older the generation that was known
   */
  void mayFollow(EntryPatterns entry, String name, Older older) {
    searches.add(() -> between(new MissedSearch(entry, name, older, Optional.empty())));
  }

  /**
   * The same for one that was rotated while the agent was down.
   *
   * @param lanes had yet to read it, and so have yet to read what came after it
   */
  void mayHaveFollowed(EntryPatterns entry, String name, Older older, Predicate<LogBatcher> lanes) {
    searches.add(() -> between(new MissedSearch(entry, name, older, Optional.of(lanes))));
  }

  /** A log was deleted: what came after it is to be looked for. */
  void mayFollow(WatchedFile deleted) {
    searches.add(() -> after(deleted));
  }

  /**
   * Reads whole what came after generations that were known. Only once everything that is known is
   * found: what lies after one of them may be another, or the copy of one.
   */
  void read() {
    empty.due().forEach(search -> searches.add(() -> between(search)));
    List<Runnable> now = List.copyOf(searches);
    searches.clear();
    now.forEach(Runnable::run);
    absent.countWhatIsLost();
  }

  /** Folders that hold what cannot be decided yet. */
  Set<Path> folders() {
    return empty.folders();
  }

  private void between(MissedSearch search) {
    Path folder = search.older().path().getParent();
    if (folder != null) {
      Family.search(folder, search.name(), trouble, family -> between(search, folder, family));
    }
  }

  private boolean between(MissedSearch search, Path folder, Family family) {
    Optional<FileStat> older = family.find(search.older().identity());
    if (older.isEmpty()) {
      seekCompressed(search, folder);
      read(search.newest(folder, family), search);
      return false;
    }
    String olderName = RotatedName.nameOf(CompressedName.plain(older.get().path()));
    String log = RotatedName.logOf(search.name());
    if (RotatedName.serial(olderName, search.name()).isEmpty() && !log.equals(search.name())) {
      // A pattern that finds generations too has each go by a name of its own.
      return between(search.of(log), folder, family);
    }
    Optional<Serial> serial = RotatedName.serial(olderName, search.name());
    if (serial.isPresent()) {
      if (serial.get().index() != 1) {
        seekCompressed(search, folder);
      }
      read(search.after(serial.get(), family, path -> mayBeLost(path, search)), search);
    }
    return false;
  }

  /** What came after a log that was deleted. */
  private void after(WatchedFile deleted) {
    MissedSearch search =
        new MissedSearch(
            deleted.entry(), deleted.names().logName(), Older.of(deleted), Optional.empty());
    Path folder = deleted.names().home();
    if (folder != null) {
      seekCompressed(search, folder);
      Family.search(
          folder,
          search.name(),
          trouble,
          family -> {
            read(search.newest(folder, family), search);
            return false;
          });
    }
  }

  private void seekCompressed(MissedSearch search, Path folder) {
    compressed.seekMissed(
        search.entry(),
        folder,
        search.name(),
        search.older().modifiedNanos() - TIME_SLACK_NANOS,
        search.lanes());
  }

  private void read(List<FileStat> missed, MissedSearch search) {
    missed.sort(Comparator.comparingLong(FileStat::modifiedNanos));
    files.read(missed, search);
  }

  /** After a restart nobody knows whether one that is not there was read before it went. */
  private void mayBeLost(Path path, MissedSearch search) {
    if (search.lanes().isEmpty()) {
      absent.add(path);
    }
  }
}
