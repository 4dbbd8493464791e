package io.groundwatch.input.file;

import io.groundwatch.input.file.RotatedName.Serial;
import io.groundwatch.pipeline.LogBatcher;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A search for the generations of a log that were written after one that was known: by their
 * numbers or dates, and by when they were written. Immutable.
 *
 * @param entry that asks for the log
 * @param name of the log
 * @param older the generation that was known
 * @param lanes after a restart, those that have yet to read what came after it; else it is unknown
 *     to all
 */
record MissedSearch(
    EntryPatterns entry, String name, Older older, Optional<Predicate<LogBatcher>> lanes) {

  /** So many are looked for. */
  private static final int MAX = 500;

  /** The same for another name of the log. */
  MissedSearch of(String log) {
    return new MissedSearch(entry, log, older, lanes);
  }

  /** Whether a lane has yet to read what came after the generation that was known. */
  boolean isFor(LogBatcher lane) {
    return lanes.map(some -> some.test(lane)).orElse(true);
  }

  /** What came after one that is gone, where the numbers are the usual ones. */
  List<FileStat> newest(Path folder, Family family) {
    Serial first = new Serial(name + ".", "1", "");
    List<FileStat> missed = new ArrayList<>();
    for (int i = 1; i <= MAX; i++) {
      Optional<FileStat> stat = family.at(folder.resolve(first.withIndex(i)));
      if (stat.isEmpty() || !addIfMissed(stat.get(), missed)) {
        break;
      }
    }
    return missed;
  }

  /**
   * What came after one that is called by {@code serial}.
   *
   * @param absent told of the numbers between two that are there
   */
  List<FileStat> after(Serial serial, Family family, Consumer<Path> absent) {
    return serial.index() >= 0 ? numbered(serial, family, absent) : dated(serial, family);
  }

  private List<FileStat> numbered(Serial serial, Family family, Consumer<Path> absent) {
    List<FileStat> missed = new ArrayList<>();
    List<Path> gap = new ArrayList<>();
    for (int i = serial.index() - 1; i >= Math.max(0, serial.index() - MAX); i--) {
      Path path = older.path().resolveSibling(serial.withIndex(i));
      Optional<FileStat> stat = family.at(path);
      if (stat.isEmpty()) {
        gap.add(path);
      } else if (stat.get().modifiedNanos() < older.modifiedNanos()) {
        missed.addAll(upwards(serial, family)); // Here a higher number is a later generation.
        break;
      } else {
        gap.forEach(absent);
        gap.clear();
        addIfMissed(stat.get(), missed);
      }
    }
    return missed;
  }

  private List<FileStat> upwards(Serial serial, Family family) {
    List<FileStat> missed = new ArrayList<>();
    for (int i = serial.index() + 1; i <= serial.index() + MAX; i++) {
      Optional<FileStat> stat = family.at(older.path().resolveSibling(serial.withIndex(i)));
      if (stat.isEmpty() || !addIfMissed(stat.get(), missed)) {
        break;
      }
    }
    return missed;
  }

  private List<FileStat> dated(Serial serial, Family family) {
    List<FileStat> missed = new ArrayList<>();
    for (FileStat stat : family.members()) {
      boolean later =
          RotatedName.serial(RotatedName.nameOf(stat.path()), name)
              .map(serial::isDatedBefore)
              .orElse(false);
      if (later && missed.size() < MAX) {
        addIfMissed(stat, missed);
      }
    }
    return missed;
  }

  /** What the entry finds by itself is not missed. */
  private boolean addIfMissed(FileStat stat, List<FileStat> missed) {
    boolean is =
        stat.modifiedNanos() >= older.modifiedNanos()
            && !CompressedName.isOf(stat.path())
            && !entry.finds(stat.path());
    if (is) {
      missed.add(stat);
    }
    return is;
  }
}
