package io.groundwatch.input.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * After a copytruncate: what a tail had not read when its file was cut lies in the copy, beside the
 * file and with a name that begins like its own (logrotate(8)). There it is read on. Owned by the
 * file input's thread.
 */
final class Copies {
  private static final Logger log = LoggerFactory.getLogger(FileInput.class);

  /** So many files with such a name are looked into. */
  private static final int MAX_LOOKED_INTO = 10;

  /** Numbers and dates come before other endings, and newer files before older ones. */
  private static final Comparator<FileStat> LIKELIEST_FIRST =
      Comparator.comparing((FileStat stat) -> !RotatedName.hasSerial(nameOf(stat)))
          .thenComparing(Comparator.comparingLong(FileStat::modifiedNanos).reversed());

  private final WatchList list;
  private final MissedGenerations missed;
  private final TailTools tools;
  private final ReadTrouble trouble;

  Copies(WatchList list, MissedGenerations missed, TailTools tools, ReadTrouble trouble) {
    this.list = list;
    this.missed = missed;
    this.tools = tools;
    this.trouble = trouble;
  }

  /** Looks whether a file was cut, though it is not its turn to be read; reads on where it was. */
  void check(WatchedFile file) throws IOException {
    file.verify();
    list.open().used(file, false);
    readOn(file);
    list.hot().stir(file);
  }

  /**
   * Reads on in a copy what was cut from a file since the last call; what is in none is counted as
   * lost.
   */
  void readOn(WatchedFile file) {
    List<Displaced> cuts = file.takeDisplaced();
    if (cuts.isEmpty()) {
      return;
    }
    for (FileStat stat : candidates(file.home(), file.homeName(), file.entry())) {
      try {
        if (adopt(file, cuts, stat)) {
          return;
        }
      } catch (IOException e) {
        trouble.file(stat.path(), e);
      }
    }
    for (Displaced cut : cuts) {
      tools.losses().cutAway(file.path(), cut.missing(0));
      cut.abandon();
    }
  }

  private boolean adopt(WatchedFile file, List<Displaced> cuts, FileStat stat) throws IOException {
    Found found = new Found(stat.path(), stat, file.entry());
    WatchedFile copy = WatchedFile.open(found, tools);
    if (copy == null) {
      return false;
    }
    if (!copy.adopt(cuts)) {
      copy.close();
      return false;
    }
    list.add(copy);
    log.info("What was cut from {} is read on in {}.", file.path(), stat.path());
    cuts.forEach(cut -> tools.losses().cutAway(file.path(), cut.missing(stat.size())));
    if (!file.entry().finds(stat.path())) {
      list.vanish(copy);
    }
    missed.mayFollow(
        file.entry(),
        RotatedName.logOf(nameOf(stat)),
        new MissedGenerations.Older(stat.path(), stat.modifiedNanos()));
    return true;
  }

  /**
   * The files in a folder that can be copies of one called {@code name}, likeliest first: what the
   * entry tails already is none.
   */
  List<FileStat> candidates(@Nullable Path folder, String name, EntryPatterns entry) {
    List<FileStat> stats = new ArrayList<>();
    List<Path> paths =
        folder == null ? List.of() : Folders.list(folder, trouble::folder).orElse(List.of());
    for (Path path : paths) {
      if (RotatedName.areRelated(RotatedName.nameOf(path), name) && !Discovery.isCompressed(path)) {
        try {
          FileStat.of(path)
              .filter(stat -> stat.regular() && entry.files().get(stat.identity()) == null)
              .ifPresent(stats::add);
        } catch (IOException e) {
          trouble.file(path, e);
        }
      }
    }
    stats.sort(LIKELIEST_FIRST);
    return stats.subList(0, Math.min(MAX_LOOKED_INTO, stats.size()));
  }

  private static String nameOf(FileStat stat) {
    return RotatedName.nameOf(stat.path());
  }
}
