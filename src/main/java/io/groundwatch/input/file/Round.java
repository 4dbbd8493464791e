package io.groundwatch.input.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One sweep or look: finds again what is tailed, and collects what is not. Owned by the file
 * input's thread.
 */
final class Round {
  private final long number;
  private final WatchList list;
  private final OwnFiles own;
  private final Choice choice;
  private final CompressedGenerations compressed;
  private final ReadTrouble trouble;
  private final Map<Object, Found> newcomers = new LinkedHashMap<>();

  private Round(
      long number,
      WatchList list,
      OwnFiles own,
      CompressedGenerations compressed,
      ReadTrouble trouble) {
    this.number = number;
    this.list = list;
    this.own = own;
    this.choice = new Choice(own);
    this.compressed = compressed;
    this.trouble = trouble;
  }

  /** The first. */
  static Round first(
      WatchList list, OwnFiles own, CompressedGenerations compressed, ReadTrouble trouble) {
    return new Round(1, list, own, compressed, trouble);
  }

  /** The one after this. */
  Round next() {
    return new Round(number + 1, list, own, compressed, trouble);
  }

  /** Whether it has found a file, by one of its names. */
  boolean hasSeen(WatchedFile file) {
    return file.presence().seenIn(number);
  }

  /** What it met that is not tailed. */
  Collection<Found> newcomers() {
    return newcomers.values();
  }

  /** By what the file system calls these. */
  Set<Object> identities() {
    Set<Object> identities = new HashSet<>();
    newcomers.values().forEach(found -> identities.add(found.stat().identity()));
    return identities;
  }

  /** Asks about one path for every entry. Returns whether it is a folder. */
  boolean visit(Path path) {
    try {
      Optional<FileStat> stat = FileStat.of(path);
      for (EntryPatterns entry : list.entries()) {
        if (stat.isPresent() && Choice.isAsked(path, stat.get(), entry)) {
          visit(path, stat.get(), entry);
        }
      }
      return stat.map(FileStat::folder).orElse(false);
    } catch (IOException e) {
      trouble.file(path, e);
      return false;
    }
  }

  /** Asks about one path that an entry's pattern matches. */
  void visit(Path path, EntryPatterns entry) {
    try {
      Optional<FileStat> stat = FileStat.of(path);
      if (stat.isPresent() && stat.get().regular()) {
        visit(path, stat.get(), entry);
      }
    } catch (IOException e) {
      trouble.file(path, e);
    }
  }

  private void visit(Path path, FileStat stat, EntryPatterns entry) throws IOException {
    WatchedFile known = entry.files().get(stat.identity());
    if (known != null && known.isCompressed() && !known.isOpen() && !CompressedName.isOf(path)) {
      // It is gone, and the file system has given its number away.
      compressed.seekGone(known);
      list.remove(known);
      known = null;
    }
    boolean sameName = known != null && known.path().equals(path);
    if (known != null
        && known.isBlank()
        && stat.size() > 0
        && (!sameName || known.vanished() || isBesideItsLog(path, entry))) {
      // Nothing tells it from a copy that was given the number of one that is gone.
      list.remove(known);
      known = null;
    }
    if (known != null && sameName && !known.vanished()) {
      list.seen(known, path, stat, number);
    } else if (isWanted(path, stat, entry)) {
      if (known == null && list.hasRoomBeside(newcomers.size())) {
        newcomers.putIfAbsent(List.of(entry.tag(), stat.identity()), new Found(path, stat, entry));
      } else if (known != null && (sameName || !isNamed(known))) {
        list.seen(known, path, stat, number);
      }
    }
  }

  private static boolean isBesideItsLog(Path path, EntryPatterns entry) {
    return RotatedName.originals(RotatedName.nameOf(path)).stream()
        .anyMatch(log -> entry.files().at(path.resolveSibling(log)) != null);
  }

  private boolean isWanted(Path path, FileStat stat, EntryPatterns entry) {
    Verdict verdict = choice.ofAsked(path, stat, entry);
    if (verdict == Verdict.OWN_OUTPUT) {
      own.sayOutput(stat);
    }
    return verdict == Verdict.READ;
  }

  private static boolean isNamed(WatchedFile file) throws IOException {
    return FileStat.of(file.path())
        .map(stat -> stat.identity().equals(file.identity()))
        .orElse(false);
  }
}
