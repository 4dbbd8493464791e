package io.groundwatch.input.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
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
  private static final int MAX_LOOKED_INTO = 500;

  /** Numbers and dates come before other endings, and newer files before older ones. */
  private static final Comparator<FileStat> LIKELIEST_FIRST =
      Comparator.comparing((FileStat stat) -> !RotatedName.hasSerial(nameOf(stat)))
          .thenComparing(Comparator.comparingLong(FileStat::modifiedNanos).reversed());

  private final WatchList list;
  private final MissedGenerations missed;
  private final CompressedGenerations compressed;
  private final TailTools tools;
  private final ReadTrouble trouble;

  Copies(
      WatchList list,
      MissedGenerations missed,
      CompressedGenerations compressed,
      TailTools tools,
      ReadTrouble trouble) {
    this.list = list;
    this.missed = missed;
    this.compressed = compressed;
    this.tools = tools;
    this.trouble = trouble;
  }

  /** Looks whether a file was cut, though it is not its turn to be read; reads on where it was. */
  void check(WatchedFile file) throws IOException {
    file.verify();
    list.open().used(file, false);
    list.hot().stir(file);
    readOn(file);
  }

  /**
   * Looks for copies in a folder in which names changed: a log that was written, copied and cut
   * since the last look need not look any different.
   */
  void follow(Path folder) {
    for (WatchedFile file : List.copyOf(list.hot().list())) {
      Older last = file.lastCopy();
      if (last != null
          && folder.equals(file.names().home())
          && last.isNumbered()
          && hasMoved(last)) {
        try {
          check(file);
        } catch (IOException e) {
          trouble.file(file.path(), e);
        }
        missed.mayFollow(file.entry(), file.names().logName(), last);
      }
    }
  }

  /** With each rotation by number, a generation gets another name. */
  private boolean hasMoved(Older copy) {
    try {
      return FileStat.of(copy.path())
          .filter(stat -> stat.identity().equals(copy.identity()))
          .isEmpty();
    } catch (IOException e) {
      trouble.file(copy.path(), e);
      return false;
    }
  }

  /**
   * Reads on in a copy what was cut from a file since the last call; what is in none is counted as
   * lost. A file that holds something else now may itself be a copy: one was written over it, or
   * was given its number when it was gone. Then it waits as any new copy does.
   */
  void readOn(WatchedFile file) throws IOException {
    List<Displaced> cuts = file.tails().takeDisplaced();
    if (!cuts.isEmpty()) {
      readOn(file, cuts);
      if (file.tails().areUntouched() && isLikeItsLog(file)) {
        list.remove(file);
      }
    }
  }

  /** Whether a file is so far the same as a log of which it can be a copy by its name. */
  boolean isLikeItsLog(WatchedFile file) throws IOException {
    for (String name : RotatedName.originals(RotatedName.nameOf(file.path()))) {
      Path log = file.path().resolveSibling(name);
      WatchedFile original = file.entry().files().at(log);
      if (original == null ? isLikeNew(file, log) : isLike(file, original)) {
        return true;
      }
    }
    return false;
  }

  private boolean isLike(WatchedFile file, WatchedFile original) throws IOException {
    boolean tailed = list.isTailed(file);
    check(original);
    Bytes whole = original.openOrNull();
    return whole != null && list.isTailed(file) == tailed && isBeginning(file, whole);
  }

  /** The log itself may be so new that no sweep has found it yet. */
  private boolean isLikeNew(WatchedFile file, Path log) throws IOException {
    Optional<FileStat> stat = FileStat.of(log).filter(FileStat::regular);
    if (stat.isEmpty() || !file.entry().finds(log)) {
      return false;
    }
    WatchedFile original = WatchedFile.open(new Found(log, stat.get(), file.entry()), tools);
    if (original == null) {
      return false;
    }
    try {
      return isBeginning(file, original.bytes());
    } finally {
      original.close();
    }
  }

  private static boolean isBeginning(WatchedFile file, Bytes whole) throws IOException {
    Bytes part = file.openOrNull();
    return part != null && part.size() > 0 && Likeness.isBeginningOf(part, whole);
  }

  private void readOn(WatchedFile file, List<Displaced> cuts) {
    if (Family.search(
        file.names().home(),
        file.names().homeName(),
        trouble,
        family -> adoptFrom(family, file, cuts))) {
      return;
    }
    if (compressed.seekCut(file, cuts)) {
      return;
    }
    for (Displaced cut : cuts) {
      tools.losses().cutAway(file.path(), cut.missing(0));
      cut.abandon();
    }
  }

  private boolean adoptFrom(Family family, WatchedFile file, List<Displaced> cuts) {
    for (FileStat stat : candidates(family, stat -> isUnread(stat, file))) {
      try {
        if (adopt(file, cuts, stat)) {
          return true;
        }
      } catch (IOException e) {
        trouble.file(stat.path(), e);
      }
    }
    return false;
  }

  private boolean adopt(WatchedFile file, List<Displaced> cuts, FileStat stat) throws IOException {
    Found found = new Found(stat.path(), stat, file.entry());
    WatchedFile copy = WatchedFile.open(found, tools);
    if (copy == null) {
      return false;
    }
    if (!Handover.adopts(copy, cuts)) {
      copy.close();
      return false;
    }
    replace(file.entry().files().get(stat.identity()));
    list.add(copy);
    log.info("What was cut from {} is read on in {}.", file.path(), stat.path());
    cuts.forEach(cut -> tools.losses().cutAway(file.path(), cut.missing(stat.size())));
    if (!file.entry().finds(stat.path())) {
      list.vanish(copy);
    }
    Older older = Older.of(stat);
    file.wasCopiedTo(older);
    missed.mayFollow(file.entry(), RotatedName.logOf(nameOf(stat)), older);
    return true;
  }

  /** A copy was given the number of a file that is gone, and so was taken for that one. */
  private void replace(@Nullable WatchedFile tailed) {
    if (tailed != null) {
      List<Displaced> cuts = tailed.tails().takeDisplaced();
      list.remove(tailed);
      if (!cuts.isEmpty()) {
        readOn(tailed, cuts);
      }
    }
  }

  /** Those of a family that can be copies, likeliest first. */
  static List<FileStat> candidates(Family family, Predicate<FileStat> wanted) {
    return family.members().stream()
        .filter(stat -> !CompressedName.isOf(stat.path()) && wanted.test(stat))
        .sorted(LIKELIEST_FIRST)
        .limit(MAX_LOOKED_INTO)
        .toList();
  }

  /** What the entry has read something of is no copy of {@code log}. */
  private boolean isUnread(FileStat stat, WatchedFile log) {
    WatchedFile tailed = log.entry().files().get(stat.identity());
    if (tailed == null || tailed == log) {
      return tailed == null;
    }
    boolean changed =
        stat.size() != tailed.activity().statSize()
            || stat.modifiedNanos() != tailed.activity().modifiedNanos();
    if (changed || tailed.activity().touched()) {
      verify(tailed);
    }
    return tailed.tails().areUntouched();
  }

  private void verify(WatchedFile file) {
    try {
      file.verify();
    } catch (IOException e) {
      trouble.file(file.path(), e);
    }
    list.open().used(file, false);
    list.hot().stir(file);
  }

  private static String nameOf(FileStat stat) {
    return RotatedName.nameOf(stat.path());
  }
}
