package io.groundwatch.input.file;

import io.groundwatch.config.FileHandling.Compressed;
import io.groundwatch.pipeline.LogBatcher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Generations that were compressed before they were read to their end. Those that were begun are
 * read on, and those that nobody saw are read whole, from the {@code .gz} beside the log. Owned by
 * the file input's thread.
 */
final class CompressedGenerations {
  private final GzTools tools;
  private final Map<Log, GzSearch> searches = new LinkedHashMap<>();
  private List<Found> found = new ArrayList<>();

  /**
   * A generation that is read on.
   *
   * @param file the compressed file
   * @param remembered whether a lane remembers it from before a restart
   */
  record Found(WatchedFile file, boolean remembered) {}

  private record Log(int entry, Path folder, String name) {
    /** Where generations are found by the pattern, each has gone by its own name. */
    boolean isSameAs(Log other) {
      return entry == other.entry
          && folder.equals(other.folder)
          && RotatedName.logOf(name).equals(RotatedName.logOf(other.name));
    }
  }

  CompressedGenerations(WatchList list, LaneStarts starts, TailTools tools, ReadTrouble trouble) {
    this.tools = GzTools.of(list, starts, tools, trouble);
  }

  /**
   * Looks for the rest of a file that is gone.
   *
   * @return false where that is not asked for
   */
  boolean seekGone(WatchedFile file) {
    Log log = logOf(file);
    if (log == null || !file.isRead()) {
      return false;
    }
    tools.reading().remove(file);
    search(file.entry(), log).seekGone(file.takeTails(), file.modifiedNanos());
    return true;
  }

  /**
   * Looks for what was cut from a file.
   *
   * @return false where that is not asked for
   */
  boolean seekCut(WatchedFile file, List<Displaced> cuts) {
    Log log = logOf(file);
    if (log == null) {
      return false;
    }
    search(file.entry(), log).seekCut(cuts);
    return true;
  }

  /**
   * Looks for generations of a log that nobody has read.
   *
   * @param sinceNanos they were written after this, since the epoch
   * @param lanes after a restart, those that have yet to read them
   */
  void seekMissed(
      EntryPatterns entry,
      @Nullable Path folder,
      String name,
      long sinceNanos,
      Optional<Predicate<LogBatcher>> lanes) {
    if (folder != null && isAskedFor(entry)) {
      search(entry, new Log(entry.tag(), folder, name)).missed().seek(sinceNanos, lanes);
    }
  }

  /** Looks for everything that lanes remember, of which a start has found no file. */
  void seekRemembered() {
    for (TailStarts lane : tools.starts().all()) {
      for (Path path : lane.remembered()) {
        for (EntryPatterns entry : tools.list().entries()) {
          Path folder = path.getParent();
          if (folder != null && isAskedFor(entry) && entry.pattern().matches(path)) {
            search(entry, new Log(entry.tag(), folder, RotatedName.nameOf(path))).seekRemembered();
          }
        }
      }
    }
  }

  /** Whether something is being looked for that lanes remember to have read at {@code path}. */
  boolean isSought(Path path) {
    String name = RotatedName.nameOf(path);
    return searches.keySet().stream()
        .anyMatch(log -> log.name().equals(name) && log.folder().equals(path.getParent()));
  }

  /**
   * Whether a file is not to end yet: something that came before it is still looked for or read. A
   * start that finds only what came before could not tell that the file was read.
   */
  boolean holdBack(WatchedFile file) {
    if (searches.isEmpty() && tools.reading().isEmpty()) {
      return false;
    }
    Log log = logOf(file);
    if (log == null) {
      return false;
    }
    for (Map.Entry<Log, GzSearch> search : searches.entrySet()) {
      if (search.getKey().isSameAs(log) && search.getValue().isPending()) {
        return true;
      }
    }
    for (WatchedFile other : tools.reading()) {
      if (isBefore(other, file, log)) {
        return true;
      }
    }
    if (file.isCompressed()) {
      for (WatchedFile other : file.entry().files().adrift()) {
        if (isBefore(other, file, log)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isBefore(WatchedFile other, WatchedFile file, Log log) {
    Log before = logOf(other);
    return before != null
        && other != file
        && other.modifiedNanos() < file.modifiedNanos()
        && before.isSameAs(log);
  }

  /** A file was read as far as it goes. */
  void ended(WatchedFile file) throws IOException {
    tools.reading().remove(file);
    Bytes open = isAskedFor(file.entry()) ? file.openOrNull() : null;
    if (open != null && open.size() > 0) {
      tools.traces().note(file, Place.at(open, open.size()));
    }
  }

  /** Does a little. Returns whether there is more to do at once. */
  boolean work() {
    if (tools.outlines().isBusy() && !tools.outlines().work()) {
      return true;
    }
    long now = tools.tail().time().nanos();
    Iterator<Map.Entry<Log, GzSearch>> all = searches.entrySet().iterator();
    while (all.hasNext() && !tools.outlines().isBusy()) {
      Map.Entry<Log, GzSearch> search = all.next();
      if (now - search.getValue().nextNanos() >= 0
          && search.getValue().work(isAlone(search.getKey()))) {
        all.remove();
      }
    }
    return tools.outlines().isBusy();
  }

  private boolean isAlone(Log log) {
    for (Map.Entry<Log, GzSearch> other : searches.entrySet()) {
      if (!other.getValue().hasLooked()
          && !other.getKey().equals(log)
          && other.getKey().isSameAs(log)) {
        return false;
      }
    }
    return true;
  }

  /** Hands over what is read on since the last call. */
  List<Found> takeFound() {
    List<Found> taken = found;
    found = taken.isEmpty() ? taken : new ArrayList<>();
    return taken;
  }

  /** How long until something is due, in nanoseconds. */
  long restNanos() {
    long rest = tools.outlines().isBusy() ? 0 : Long.MAX_VALUE;
    long now = tools.tail().time().nanos();
    for (GzSearch search : searches.values()) {
      rest = Math.min(rest, search.nextNanos() - now);
    }
    return rest;
  }

  /** Lets go of what is open; what is sought is sought again by the next start. */
  void close() {
    tools.outlines().close();
  }

  private static boolean isAskedFor(EntryPatterns entry) {
    return entry.config().config().handling().compressed() == Compressed.UNFINISHED;
  }

  private static @Nullable Log logOf(WatchedFile file) {
    Path folder = file.home();
    return folder == null || !isAskedFor(file.entry())
        ? null
        : new Log(file.entry().tag(), folder, file.logName());
  }

  private GzSearch search(EntryPatterns entry, Log log) {
    return searches.computeIfAbsent(
        log, l -> new GzSearch(entry, l.folder(), l.name(), tools, one -> found.add(one)));
  }
}
