package io.groundwatch.input.file;

import io.groundwatch.config.FileHandling.Compressed;
import io.groundwatch.pipeline.LogBatcher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Generations that were compressed before they were read to their end. Those that were begun are
 * read on, and those that nobody saw are read whole, from the {@code .gz} beside the log. Owned by
 * the file input's thread.
 */
final class CompressedGenerations {
  private final WatchList list;
  private final LaneStarts starts;
  private final TailTools tail;
  private final ReadTrouble trouble;
  private final Traces traces;

  /** The compressed files that are being read. */
  private final Set<WatchedFile> reading = new LinkedHashSet<>();

  private final Map<Log, GzSearch> searches = new LinkedHashMap<>();
  private List<Found> found = new ArrayList<>();

  /** Only once something is looked for: most logs are never compressed before they are read. */
  private @Nullable GzTools tools;

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

  CompressedGenerations(WatchList list, LaneStarts starts, TailTools tail, ReadTrouble trouble) {
    this.list = list;
    this.starts = starts;
    this.tail = tail;
    this.trouble = trouble;
    this.traces = new Traces(tail.time());
  }

  /**
   * Looks for the rest of a file that is gone.
   *
   * @return false where that is not asked for
   */
  boolean seekGone(WatchedFile file) {
    Log log = logOf(file);
    if (log == null || !!file.tails().isEmpty()) {
      return false;
    }
    reading.remove(file);
    search(file.entry(), log).seekGone(file.takeTails(), file.activity().modifiedNanos());
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
    for (TailStarts lane : starts.all()) {
      for (Path path : lane.remembered()) {
        for (EntryPatterns entry : list.entries()) {
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
    if (searches.isEmpty() && reading.isEmpty()) {
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
    for (WatchedFile other : reading) {
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
        && other.activity().modifiedNanos() < file.activity().modifiedNanos()
        && before.isSameAs(log);
  }

  /** A file was read as far as it goes. */
  void ended(WatchedFile file) throws IOException {
    reading.remove(file);
    Bytes open = isAskedFor(file.entry()) ? file.openOrNull() : null;
    if (open != null && open.size() > 0) {
      traces.note(file, Place.at(open, open.size()));
    }
  }

  /** Does a little. Returns whether there is more to do at once. */
  boolean work() {
    GzOutlines outlines = tools == null ? null : tools.outlines();
    if (outlines == null || (outlines.isBusy() && !outlines.work())) {
      return outlines != null;
    }
    long now = tail.time().nanos();
    Iterator<Map.Entry<Log, GzSearch>> all = searches.entrySet().iterator();
    while (all.hasNext() && !outlines.isBusy()) {
      Map.Entry<Log, GzSearch> search = all.next();
      if (now - search.getValue().nextNanos() >= 0
          && search.getValue().work(isAlone(search.getKey()))) {
        all.remove();
      }
    }
    return outlines.isBusy();
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
    long rest = tools != null && tools.outlines().isBusy() ? 0 : Long.MAX_VALUE;
    long now = tail.time().nanos();
    for (GzSearch search : searches.values()) {
      rest = Math.min(rest, search.nextNanos() - now);
    }
    return rest;
  }

  /** Lets go of what is open; what is sought is sought again by the next start. */
  void close() {
    if (tools != null) {
      tools.outlines().close();
    }
  }

  private static boolean isAskedFor(EntryPatterns entry) {
    return entry.config().config().handling().compressed() == Compressed.UNFINISHED;
  }

  private static @Nullable Log logOf(WatchedFile file) {
    Path folder = file.names().home();
    return folder == null || !isAskedFor(file.entry())
        ? null
        : new Log(file.entry().tag(), folder, file.names().logName());
  }

  private GzSearch search(EntryPatterns entry, Log log) {
    return searches.computeIfAbsent(
        log, l -> new GzSearch(entry, l.folder(), l.name(), tools(), one -> found.add(one)));
  }

  private GzTools tools() {
    GzTools made = tools;
    if (made == null) {
      made = GzTools.of(list, starts, traces, reading, tail, trouble);
      tools = made;
    }
    return made;
  }
}
