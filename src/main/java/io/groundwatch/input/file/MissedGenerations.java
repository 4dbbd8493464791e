package io.groundwatch.input.file;

import io.groundwatch.input.file.RotatedName.Serial;
import io.groundwatch.pipeline.LogBatcher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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

  /** A number that is missing for longer than a rotation takes is a generation that is lost. */
  private static final long GAP_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Compressors keep the time of the original, but few to the nanosecond. */
  private static final long TIME_SLACK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** So many are looked for. */
  private static final int MAX = 500;

  private final WatchList list;
  private final LaneStarts starts;
  private final CompressedGenerations compressed;
  private final TailTools tools;
  private final ReadTrouble trouble;
  private final Successions successions;
  private final List<Runnable> searches = new ArrayList<>();
  private final Map<Path, Long> gaps = new HashMap<>();

  MissedGenerations(
      WatchList list,
      LaneStarts starts,
      CompressedGenerations compressed,
      TailTools tools,
      ReadTrouble trouble) {
    this.list = list;
    this.starts = starts;
    this.compressed = compressed;
    this.tools = tools;
    this.trouble = trouble;
    this.successions = new Successions(list);
  }

  /**
   * A generation was found under another name: what came after it is to be looked for.
   *
   * @param name of the log
   * @param older the generation that was known
   */
  void mayFollow(EntryPatterns entry, String name, Older older) {
    searches.add(() -> between(new Search(entry, name, older, Optional.empty())));
  }

  /**
   * The same for one that was rotated while the agent was down.
   *
   * @param lanes had yet to read it, and so have yet to read what came after it
   */
  void mayHaveFollowed(EntryPatterns entry, String name, Older older, Predicate<LogBatcher> lanes) {
    searches.add(() -> between(new Search(entry, name, older, Optional.of(lanes))));
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
    List<Runnable> now = List.copyOf(searches);
    searches.clear();
    now.forEach(Runnable::run);
    countWhatIsLost();
  }

  /** One search; after a restart it is for some lanes, else for all that read the entry. */
  private record Search(
      EntryPatterns entry, String name, Older older, Optional<Predicate<LogBatcher>> lanes) {}

  private void between(Search search) {
    Path folder = search.older().path().getParent();
    Family.search(folder, search.name(), trouble, family -> between(search, family));
  }

  private boolean between(Search search, Family family) {
    Optional<FileStat> older = family.find(search.older().identity());
    if (older.isEmpty()) {
      seekCompressed(search);
      read(newest(search.older().path().resolveSibling(search.name()), search, family), search);
      return false;
    }
    String olderName = RotatedName.nameOf(CompressedFiles.plain(older.get().path()));
    Optional<Serial> serial = RotatedName.serial(olderName, search.name());
    if (serial.isPresent()) {
      if (serial.get().index() != 1) {
        seekCompressed(search);
      }
      boolean numbered = serial.get().index() >= 0;
      read(
          numbered ? numbered(search, serial.get(), family) : dated(search, serial.get(), family),
          search);
    }
    return false;
  }

  private void seekCompressed(Search search) {
    compressed.seekMissed(
        search.entry(),
        search.older().path().getParent(),
        search.name(),
        search.older().modifiedNanos() - TIME_SLACK_NANOS,
        search.lanes());
  }

  /**
   * A generation that was known.
   *
   * @param identity by which it is found whatever it is called by then
   * @param path as it is called now
   * @param modifiedNanos when it was last known to be written, since the epoch
   */
  record Older(Object identity, Path path, long modifiedNanos) {
    /** The one that was found so. */
    static Older of(FileStat stat) {
      return new Older(stat.identity(), stat.path(), stat.modifiedNanos());
    }

    /** Whether it is called by a number that each rotation changes. */
    boolean isNumbered() {
      String name = RotatedName.nameOf(path);
      return RotatedName.serial(name, RotatedName.logOf(name)).map(Serial::index).orElse(-1) >= 0;
    }
  }

  /** What came after a log that was deleted. */
  private void after(WatchedFile deleted) {
    Older older = new Older(deleted.identity(), deleted.path(), deleted.modifiedNanos());
    Search search = new Search(deleted.entry(), deleted.logName(), older, Optional.empty());
    Path folder = deleted.home();
    seekCompressed(search);
    Family.search(
        folder,
        search.name(),
        trouble,
        family -> {
          if (folder != null) {
            read(newest(folder.resolve(search.name()), search, family), search);
          }
          return false;
        });
  }

  /** What came after one that is gone, where the numbers are the usual ones. */
  private static List<FileStat> newest(Path logPath, Search search, Family family) {
    Serial first = new Serial(RotatedName.nameOf(logPath) + ".", "1", "");
    List<FileStat> missed = new ArrayList<>();
    for (int i = 1; i <= MAX; i++) {
      Optional<FileStat> stat = family.at(logPath.resolveSibling(first.withIndex(i)));
      if (stat.isEmpty() || !addIfMissed(stat.get(), search, missed)) {
        break;
      }
    }
    return missed;
  }

  private List<FileStat> numbered(Search search, Serial serial, Family family) {
    List<FileStat> missed = new ArrayList<>();
    List<Path> absent = new ArrayList<>();
    boolean upwards = false;
    for (int i = serial.index() - 1; i >= Math.max(0, serial.index() - MAX); i--) {
      Path path = search.older().path().resolveSibling(serial.withIndex(i));
      Optional<FileStat> stat = family.at(path);
      if (stat.isEmpty()) {
        absent.add(path);
      } else if (stat.get().modifiedNanos() < search.older().modifiedNanos()) {
        upwards = true; // Here a higher number is a later generation.
        break;
      } else {
        mayBeLost(absent, search);
        addIfMissed(stat.get(), search, missed);
      }
    }
    for (int i = serial.index() + 1; upwards && i <= serial.index() + MAX; i++) {
      Optional<FileStat> stat =
          family.at(search.older().path().resolveSibling(serial.withIndex(i)));
      upwards = stat.isPresent() && addIfMissed(stat.get(), search, missed);
    }
    return missed;
  }

  private static List<FileStat> dated(Search search, Serial serial, Family family) {
    List<FileStat> missed = new ArrayList<>();
    for (FileStat stat : family.members()) {
      boolean later =
          RotatedName.serial(RotatedName.nameOf(stat.path()), search.name())
              .map(serial::isDatedBefore)
              .orElse(false);
      if (later && missed.size() < MAX) {
        addIfMissed(stat, search, missed);
      }
    }
    return missed;
  }

  private static boolean addIfMissed(FileStat stat, Search search, List<FileStat> missed) {
    boolean is = isMissed(stat, search.older().modifiedNanos(), search.entry());
    if (is) {
      missed.add(stat);
    }
    return is;
  }

  /** What the entry finds by itself is not missed. */
  private static boolean isMissed(FileStat stat, long olderNanos, EntryPatterns entry) {
    return stat.modifiedNanos() >= olderNanos
        && !Discovery.isCompressed(stat.path())
        && !entry.finds(stat.path());
  }

  private void read(List<FileStat> missed, Search search) {
    missed.sort(Comparator.comparingLong(FileStat::modifiedNanos));
    for (FileStat stat : missed) {
      try {
        read(new Found(stat.path(), stat, search.entry()), search);
      } catch (IOException e) {
        trouble.file(stat.path(), e);
      }
    }
  }

  private void read(Found found, Search search) throws IOException {
    WatchedFile tailed = search.entry().files().get(found.stat().identity());
    if (tailed != null) {
      // After a restart some lanes know it, and others have only what came before it.
      search.lanes().ifPresent(lanes -> beginWhole(tailed, lanes));
      list.hot().stir(tailed);
      isLatestCopy(found, search);
      return;
    }
    WatchedFile file = WatchedFile.open(found, tools);
    if (file != null && isCopyInTheMaking(file, search.name())) {
      file.close();
    } else if (file != null) {
      begin(file, search);
      list.add(file);
      list.vanish(file);
      isLatestCopy(found, search);
    }
  }

  /** Where the log is rotated by copies, what comes after this one is looked for from here on. */
  private static void isLatestCopy(Found found, Search search) {
    WatchedFile log = search.entry().files().at(found.path().resolveSibling(search.name()));
    if (log != null && log.lastCopy() != null) {
      log.wasCopiedTo(Older.of(found.stat()));
    }
  }

  /** Reads all of it, or, where a lane knows it after all, the rest. */
  private void begin(WatchedFile file, Search search) throws IOException {
    file.readAs(file.path().resolveSibling(search.name()));
    starts.beginKnown(file);
    if (!successions.succeedsOne(file) && !starts.beginByContent(file)) {
      log.info("{} was rotated before it was seen; it is read whole.", file.path());
    }
    beginWhole(file, search.lanes().orElse(lane -> true));
  }

  private static void beginWhole(WatchedFile file, Predicate<LogBatcher> lanes) {
    for (LogFeed feed : file.entry().config().feeds()) {
      if (lanes.test(feed.batcher()) && !file.isReadBy(feed.batcher())) {
        file.beginWhole(feed.batcher());
      }
    }
  }

  /**
   * A number is missing between two: a generation is lost, or just being renamed. After a restart
   * nobody knows whether it was read before it went.
   */
  private void mayBeLost(List<Path> absent, Search search) {
    if (search.lanes().isEmpty()) {
      absent.forEach(path -> gaps.put(path, tools.time().nanos()));
    }
    absent.clear();
  }

  private void countWhatIsLost() {
    for (Iterator<Map.Entry<Path, Long>> all = gaps.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<Path, Long> gap = all.next();
      if (tools.time().nanos() - gap.getValue() >= GAP_NANOS) {
        all.remove();
        if (stat(gap.getKey()).isEmpty() && !isCompressed(gap.getKey())) {
          tools.losses().missed(gap.getKey());
        }
      }
    }
  }

  private boolean isCompressed(Path path) {
    return Discovery.COMPRESSED.stream()
        .anyMatch(
            ending -> stat(path.resolveSibling(path.getFileName() + "." + ending)).isPresent());
  }

  /**
   * A copy of the log, which is about to be cut, or was this moment: what it holds is read from the
   * log until then. An empty file is nobody's copy.
   */
  private static boolean isCopyInTheMaking(WatchedFile file, String name) throws IOException {
    WatchedFile log = file.entry().files().at(file.path().resolveSibling(name));
    Bytes original = log == null ? null : log.openOrNull();
    if (log == null || original == null || file.bytes().size() == 0) {
      return false;
    }
    if (Likeness.isBeginningOf(file.bytes(), original)) {
      return true;
    }
    log.verify();
    return log.wasCutFrom(file.bytes());
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
