package io.groundwatch.input.file;

import io.groundwatch.config.FileConfig.ReadFrom;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what files are that were not tailed before: known from the last run, written in the place
 * of one that is gone, a copy of one that was cut or is about to be, or simply new. Owned by the
 * file input's thread.
 */
final class Arrivals {
  private static final Logger log = LoggerFactory.getLogger(FileInput.class);

  private final WatchList list;
  private final LaneStarts starts;
  private final Copies copies;
  private final MissedGenerations missed;
  private final Leftovers leftovers;
  private final Lookalikes lookalikes;
  private final TailTools tools;
  private final ReadTrouble trouble;

  /** Generations that were found under another name, and the log that each was. */
  private final Map<WatchedFile, Path> rotated = new LinkedHashMap<>();

  Arrivals(
      WatchList list,
      LaneStarts starts,
      MissedGenerations missed,
      Leftovers leftovers,
      TailTools tools,
      ReadTrouble trouble) {
    this.list = list;
    this.starts = starts;
    this.missed = missed;
    this.leftovers = leftovers;
    this.tools = tools;
    this.trouble = trouble;
    this.copies = new Copies(list, missed, tools, trouble);
    this.lookalikes = new Lookalikes(tools.time());
  }

  /** What reads on in copies. */
  Copies copies() {
    return copies;
  }

  /** The files that wait for what becomes of the ones that they look like. */
  Lookalikes lookalikes() {
    return lookalikes;
  }

  /** All that is there when the agent starts. */
  void first(Collection<Found> found) {
    for (Found one : found) {
      attempt(one, file -> beginKnown(file) && added(file, readFrom(one)));
    }
    findRenamed();
    for (Found one : originalsFirst(found)) {
      attempt(one, file -> arrive(one, file, readFrom(one)));
    }
    findCopies();
    readMissed();
    starts.all().forEach(TailStarts::started);
  }

  /** What came later: it is new in whole, unless it is known. */
  void later(Collection<Found> found) {
    for (Found one : originalsFirst(found)) {
      attempt(one, file -> beginKnown(file) && added(file, ReadFrom.BEGINNING));
      attempt(one, file -> arrive(one, file, ReadFrom.BEGINNING));
    }
  }

  /** A copy's name is longer than that of what it is a copy of. */
  private static List<Found> originalsFirst(Collection<Found> found) {
    List<Found> shortestFirst = new ArrayList<>(found);
    shortestFirst.sort(Comparator.comparingInt(one -> one.path().toString().length()));
    return shortestFirst;
  }

  private static ReadFrom readFrom(Found found) {
    return found.entry().config().config().handling().readFrom();
  }

  /** What is done with a file that was opened; false where it is not tailed. */
  @FunctionalInterface
  private interface Attempt {
    boolean on(WatchedFile file) throws IOException;
  }

  private void attempt(Found found, Attempt attempt) {
    try {
      if (list.isTailed(found) || !list.hasRoom()) {
        return;
      }
      WatchedFile file = WatchedFile.open(found, tools);
      boolean tailed = false;
      try {
        tailed = file != null && attempt.on(file);
      } finally {
        if (file != null && !tailed) {
          file.close();
        }
      }
      trouble.recovered(found.path());
    } catch (IOException e) {
      trouble.file(found.path(), e);
    }
  }

  private boolean arrive(Found found, WatchedFile file, ReadFrom readFrom) throws IOException {
    if (succeedsOne(file)) {
      list.add(file);
      return true;
    }
    boolean whole = readFrom == ReadFrom.BEGINNING || knewOne(file);
    if (!beginByContent(file) && whole && waitsAsCopy(found, file)) {
      return false;
    }
    return added(file, readFrom);
  }

  /** Begins the lanes that know the file itself. Returns whether any does. */
  private boolean beginKnown(WatchedFile file) throws IOException {
    boolean known = false;
    for (LogFeed feed : file.entry().config().feeds()) {
      TailStarts lane = starts.of(feed.batcher());
      int tag = file.entry().tag();
      Optional<FileTail.Start> start =
          lane.byIdentity(file.channel(), file.key(), file.path(), tag);
      if (start.isPresent()) {
        file.begin(start.get(), feed.batcher());
      }
      known |= start.isPresent() || lane.wasCut(file.key(), tag);
    }
    return known;
  }

  /** Begins the lanes that know what is in the file. Returns whether any does. */
  private boolean beginByContent(WatchedFile file) throws IOException {
    for (LogFeed feed : file.entry().config().feeds()) {
      Optional<FileTail.Start> start =
          starts.of(feed.batcher()).byContent(file.channel(), file.path(), file.entry().tag());
      if (start.isPresent()) {
        file.begin(start.get(), feed.batcher());
      }
    }
    return file.isRead();
  }

  /** Begins the lanes that do not know the file, and tails it. */
  private boolean added(WatchedFile file, ReadFrom readFrom) throws IOException {
    int tag = file.entry().tag();
    for (LogFeed feed : file.entry().config().feeds()) {
      if (!file.isReadBy(feed.batcher())) {
        TailStarts lane = starts.of(feed.batcher());
        boolean came = lane.wasCut(file.key(), tag) || lane.knew(file.path());
        ReadFrom from = came ? ReadFrom.BEGINNING : readFrom;
        file.begin(lane.fresh(file.channel(), from, tag), feed.batcher());
      }
    }
    list.add(file);
    return true;
  }

  private boolean knewOne(WatchedFile file) {
    return file.entry().config().feeds().stream()
        .anyMatch(feed -> starts.of(feed.batcher()).knew(file.path()));
  }

  private boolean succeedsOne(WatchedFile file) throws IOException {
    for (WatchedFile before : file.entry().files().adrift()) {
      if (before.nameless() && before.path().equals(file.path()) && file.succeed(before)) {
        list.remove(before);
        return true;
      }
    }
    return false;
  }

  /** Whether it is a copy: one that is read on in by now, or one that is still to be used so. */
  private boolean waitsAsCopy(Found found, WatchedFile file) throws IOException {
    for (String name : RotatedName.originals(RotatedName.nameOf(found.path()))) {
      WatchedFile original = found.entry().files().at(found.path().resolveSibling(name));
      if (original != null) {
        copies.check(original);
        if (list.isTailed(found) || lookalikes.waits(found, file.channel(), original)) {
          return true;
        }
      }
    }
    return false;
  }

  private void findRenamed() {
    for (EntryPatterns entry : list.entries()) {
      for (Leftovers.Renamed renamed : leftovers.renamed(entry.pattern()::matches)) {
        if (!Discovery.isCompressed(renamed.now())) {
          find(renamed.now(), entry, file -> beginKnown(file) && addedAs(file, renamed.before()));
        }
      }
    }
  }

  /** It is read to its end by the lanes that know it: the others are done with it. */
  private boolean addedAs(WatchedFile file, Path log) {
    if (!file.isRead()) {
      return false;
    }
    file.readAs(log);
    list.add(file);
    if (!file.entry().finds(file.path())) {
      list.vanish(file);
    }
    rotated.put(file, log);
    return true;
  }

  /**
   * Reads what came after generations that were known. Only once all of those are found, and what
   * was cut is found in copies: what lies after one of them may be another.
   */
  private void readMissed() {
    rotated.forEach(
        (file, log) ->
            missed.between(
                file.entry(),
                RotatedName.nameOf(log),
                new MissedGenerations.Older(file.path(), file.modifiedNanos()),
                feed -> file.isReadBy(feed.batcher())));
    rotated.clear();
  }

  /** What lanes had read from files that were cut while the agent was down may lie in copies. */
  private void findCopies() {
    for (TailStarts lane : starts.all()) {
      for (Remembered.Generation generation : lane.cut()) {
        Path path = Path.of(generation.last().path());
        for (EntryPatterns entry : list.entries()) {
          if (entry.pattern().matches(path)) {
            for (FileStat stat : copies.candidates(path.getParent(), RotatedName.nameOf(path))) {
              find(stat.path(), entry, file -> beginByContent(file) && addedAs(file, path));
            }
          }
        }
      }
    }
    for (TailStarts lane : starts.all()) {
      for (Remembered.Generation generation : lane.cut()) {
        log.info(
            "{} was truncated or rewritten while the agent was down, and no copy is found.",
            generation.last().path());
        lane.forget(generation);
      }
    }
  }

  private void find(Path path, EntryPatterns entry, Attempt attempt) {
    try {
      Optional<FileStat> stat = FileStat.of(path).filter(FileStat::regular);
      if (stat.isPresent()) {
        attempt(new Found(path, stat.get(), entry), attempt);
      }
    } catch (IOException e) {
      trouble.file(path, e);
    }
  }
}
