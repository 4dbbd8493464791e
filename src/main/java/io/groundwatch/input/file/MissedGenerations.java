package io.groundwatch.input.file;

import io.groundwatch.input.file.RotatedName.Serial;
import io.groundwatch.pipeline.LogBatcher;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Generations of a log that came and went between two looks: rotated twice, the log as we knew it
 * is {@code app.log.2} now, and nobody has seen {@code app.log.1}. They are told by number or date,
 * and by having been written after the one that we knew. Owned by the file input's thread.
 */
final class MissedGenerations {
  private static final Logger log = LoggerFactory.getLogger(FileInput.class);

  /** So many are looked for. */
  private static final int MAX = 100;

  private final WatchList list;
  private final LaneStarts starts;
  private final TailTools tools;
  private final ReadTrouble trouble;

  MissedGenerations(WatchList list, LaneStarts starts, TailTools tools, ReadTrouble trouble) {
    this.list = list;
    this.starts = starts;
    this.tools = tools;
    this.trouble = trouble;
  }

  /**
   * Reads whole what came between a log and its older generation.
   *
   * @param name of the log
   * @param older the generation that was known
   * @param wanted the lanes that had yet to read it
   */
  void between(EntryPatterns entry, String name, Older older, Predicate<LogFeed> wanted) {
    Optional<Serial> serial = RotatedName.serial(RotatedName.nameOf(older.path()), name);
    if (serial.isEmpty()) {
      return;
    }
    List<FileStat> missed =
        serial.get().index() >= 0
            ? numbered(older, serial.get(), entry)
            : dated(older, serial.get(), name, entry);
    read(missed, entry, name, wanted);
  }

  /**
   * A generation that was known.
   *
   * @param path as it is called now
   * @param modifiedNanos when it was last known to be written, since the epoch
   */
  record Older(Path path, long modifiedNanos) {}

  /** Reads whole what came after a log that was deleted, where the numbers are the usual ones. */
  void after(WatchedFile deleted) {
    Path folder = deleted.home();
    if (folder == null) {
      return;
    }
    String name = deleted.homeName();
    Serial first = new Serial(name + ".", "1", "");
    List<FileStat> missed = new ArrayList<>();
    for (int i = 1; i <= MAX; i++) {
      Optional<FileStat> stat = stat(folder.resolve(first.withIndex(i)));
      if (stat.isEmpty() || !isMissed(stat.get(), deleted.modifiedNanos(), deleted.entry())) {
        break;
      }
      missed.add(stat.get());
    }
    read(missed, deleted.entry(), name, feed -> true);
  }

  private List<FileStat> numbered(Older older, Serial serial, EntryPatterns entry) {
    List<FileStat> missed = new ArrayList<>();
    boolean upwards = false;
    int absent = 0;
    int lost = 0;
    for (int i = serial.index() - 1; i >= Math.max(0, serial.index() - MAX); i--) {
      Path path = older.path().resolveSibling(serial.withIndex(i));
      Optional<FileStat> stat = stat(path);
      if (stat.isEmpty()) {
        absent += isCompressed(path) ? 0 : 1;
      } else if (stat.get().modifiedNanos() < older.modifiedNanos()) {
        upwards = true; // Here a higher number is a later generation.
        break;
      } else {
        lost += absent;
        absent = 0;
        addIfMissed(stat.get(), older, entry, missed);
      }
    }
    for (int i = serial.index() + 1; upwards && i <= serial.index() + MAX; i++) {
      Optional<FileStat> stat = stat(older.path().resolveSibling(serial.withIndex(i)));
      upwards = stat.isPresent() && addIfMissed(stat.get(), older, entry, missed);
    }
    tools.losses().missed(older.path(), lost);
    return missed;
  }

  private List<FileStat> dated(Older older, Serial serial, String name, EntryPatterns entry) {
    List<FileStat> missed = new ArrayList<>();
    Path folder = older.path().getParent();
    List<Path> paths =
        folder == null ? List.of() : Folders.list(folder, trouble::folder).orElse(List.of());
    for (Path path : paths) {
      boolean later =
          RotatedName.serial(RotatedName.nameOf(path), name)
              .map(serial::isDatedBefore)
              .orElse(false);
      if (later && missed.size() < MAX) {
        stat(path).ifPresent(stat -> addIfMissed(stat, older, entry, missed));
      }
    }
    return missed;
  }

  private boolean addIfMissed(
      FileStat stat, Older older, EntryPatterns entry, List<FileStat> missed) {
    boolean is = isMissed(stat, older.modifiedNanos(), entry);
    if (is) {
      missed.add(stat);
    }
    return is;
  }

  /** What the entry finds by itself is not missed. */
  private boolean isMissed(FileStat stat, long olderNanos, EntryPatterns entry) {
    return stat.regular()
        && stat.modifiedNanos() >= olderNanos
        && entry.files().get(stat.identity()) == null
        && !Discovery.isCompressed(stat.path())
        && !entry.finds(stat.path());
  }

  private boolean isCompressed(Path path) {
    return Discovery.COMPRESSED.stream()
        .anyMatch(
            ending -> stat(path.resolveSibling(path.getFileName() + "." + ending)).isPresent());
  }

  private void read(
      List<FileStat> missed, EntryPatterns entry, String name, Predicate<LogFeed> wanted) {
    missed.sort(Comparator.comparingLong(FileStat::modifiedNanos));
    for (FileStat stat : missed) {
      try {
        read(new Found(stat.path(), stat, entry), name, wanted);
      } catch (IOException e) {
        trouble.file(stat.path(), e);
      }
    }
  }

  private void read(Found found, String name, Predicate<LogFeed> wanted) throws IOException {
    WatchedFile file = WatchedFile.open(found, tools);
    if (file == null) {
      return;
    }
    if (isCopyInTheMaking(file, name)) {
      file.close();
      return;
    }
    file.readAs(found.path().resolveSibling(name));
    for (LogFeed feed : found.entry().config().feeds()) {
      if (wanted.test(feed)) {
        begin(file, feed.batcher());
      }
    }
    list.add(file);
    list.vanish(file);
  }

  /** Reads all of it, or, where the lane knows it after all, the rest. */
  private void begin(WatchedFile file, LogBatcher batcher) throws IOException {
    Optional<FileTail.Start> known =
        starts.of(batcher).byIdentity(file.channel(), file.key(), file.path(), file.entry().tag());
    if (known.isPresent()) {
      file.begin(known.get(), batcher);
    } else {
      file.beginWhole(batcher);
      log.info("{} was rotated before it was seen; it is read whole.", file.path());
    }
  }

  /**
   * A copy of the log, which is about to be cut: what it holds is read from the log until then. An
   * empty file is nobody's copy.
   */
  private static boolean isCopyInTheMaking(WatchedFile file, String name) throws IOException {
    WatchedFile log = file.entry().files().at(file.path().resolveSibling(name));
    FileChannel original = log == null ? null : log.openOrNull();
    return original != null
        && file.channel().size() > 0
        && Likeness.isBeginningOf(file.channel(), original);
  }

  private Optional<FileStat> stat(Path path) {
    try {
      return FileStat.of(path);
    } catch (IOException e) {
      trouble.file(path, e);
      return Optional.empty();
    }
  }
}
