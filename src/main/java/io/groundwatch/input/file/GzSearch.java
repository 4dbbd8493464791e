package io.groundwatch.input.file;

import io.groundwatch.input.file.CompressedGenerations.Found;
import io.groundwatch.input.file.Remembered.Generation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The search for the generations of one log in the compressed files beside it. First for those that
 * were begun, which are known again by their content; then, in what is none of these, for those
 * that nobody has read. Owned by the file input's thread.
 */
final class GzSearch {
  private static final Logger log = LoggerFactory.getLogger(FileInput.class);

  /** Names that change while it is looked are settled by then. */
  private static final long SEARCH_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Compressors keep the time of the original, but not all of them to the nanosecond. */
  private static final long TIME_SLACK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final EntryPatterns entry;
  private final Path folder;
  private final String name;
  private final GzTools tools;
  private final Consumer<Found> found;
  private final GzMissed missed;
  private final List<Sought> sought = new ArrayList<>();

  /** What none of what is sought is in. */
  private final Set<Passed> passed = new HashSet<>();

  private boolean remembered;
  private boolean looked;
  private long begunNanos;
  private long untilNanos;
  private long nextNanos;

  /**
   * Tails that lost their file.
   *
   * @param tails of one file
   * @param cut whether it was cut; else it is gone
   * @param sinceNanos the compressed file is not older, since the epoch
   */
  private record Sought(List<Displaced> tails, boolean cut, long sinceNanos) {}

  private record Passed(Object identity, long size, long modifiedNanos) {
    static Passed of(FileStat stat) {
      return new Passed(stat.identity(), stat.size(), stat.modifiedNanos());
    }
  }

  /**
   * A search beside a log.
   *
   * @param name of the log
   * @param found is told of each generation that is read on
   */
  GzSearch(EntryPatterns entry, Path folder, String name, GzTools tools, Consumer<Found> found) {
    this.entry = entry;
    this.folder = folder;
    this.name = name;
    this.tools = tools;
    this.found = found;
    this.missed = new GzMissed(entry, folder, name, tools);
    this.begunNanos = tools.tail().time().nanos();
    this.nextNanos = begunNanos;
    this.untilNanos = nextNanos;
  }

  /** Looks for what tails had yet to read of a file that is gone, last written as said. */
  void seekGone(List<Displaced> tails, long modifiedNanos) {
    seek(new Sought(tails, false, modifiedNanos - TIME_SLACK_NANOS));
  }

  /** Looks for what was cut from a file: who knows when that was written. */
  void seekCut(List<Displaced> tails) {
    seek(new Sought(tails, true, Long.MIN_VALUE));
  }

  private void seek(Sought one) {
    sought.add(one);
    begin();
  }

  /** Looks for the generations that lanes remember. */
  void seekRemembered() {
    remembered = true;
    begin();
  }

  /** Those that nobody has read; they may appear in a moment. */
  GzMissed missed() {
    begin();
    return missed;
  }

  /** Whether something that was begun, or came before what is read now, is yet to be found. */
  boolean isPending() {
    return remembered || !sought.isEmpty() || missed.isPending();
  }

  /** When there is something to do, on the monotonic clock. */
  long nextNanos() {
    return nextNanos;
  }

  /** Whether every compressed file was looked into for what was begun. */
  boolean hasLooked() {
    return looked;
  }

  /**
   * Looks once.
   *
   * @param alone whether nothing else that is begun, of the same log, can be in what is there
   * @return whether the search is over
   */
  boolean work(boolean alone) {
    long now = tools.tail().time().nanos();
    List<FileStat> there = tools.files().of(folder, name, begunNanos);
    // A compressor removes the original last: where nothing is by then, nothing will be.
    boolean late = there.isEmpty() || now - untilNanos >= 0;
    GzLook look = seekBegun(there);
    if (look.isSure() && late) {
      giveUp();
    }
    // What was looked into and is nothing that was begun may be something that nobody saw.
    looked |= look.isSure();
    if (look.isSure() && alone) {
      look = missed.look(there);
    }
    nextNanos = look.isSoonSurer() ? now : now + PAUSE_NANOS;
    return look.isSure() && alone && late && isAllFound();
  }

  private boolean isAllFound() {
    return sought.isEmpty() && !remembered;
  }

  private void begin() {
    long now = tools.tail().time().nanos();
    begunNanos = now;
    nextNanos = now;
    untilNanos = now + SEARCH_NANOS;
    passed.clear();
    looked = false;
  }

  /** Looks for generations that were begun. */
  private GzLook seekBegun(List<FileStat> there) {
    GzLook look = new GzLook(tools);
    if (isAllFound()) {
      return look;
    }
    GzWanted wanted = wanted();
    long since = remembered ? Long.MIN_VALUE : Long.MAX_VALUE;
    for (Sought one : sought) {
      since = Math.min(since, one.sinceNanos());
    }
    for (FileStat stat : there) {
      WatchedFile tailed = entry.files().get(stat.identity());
      boolean mayHold = tailed == null || (remembered && tailed.isCompressed());
      if (mayHold && stat.modifiedNanos() >= since && !passed.contains(Passed.of(stat))) {
        look.at(stat, wanted, this::match);
      }
    }
    remembered &= !rememberedOnes().isEmpty();
    return look;
  }

  private GzWanted wanted() {
    GzWanted wanted = new GzWanted();
    for (Sought one : sought) {
      for (Displaced tail : one.tails()) {
        List<Place> places = new ArrayList<>(tail.tail().cursor().earlier());
        places.add(tail.tail().cursor().place());
        wanted.generation(tail.label().head(), places);
      }
    }
    for (Generation generation : rememberedOnes()) {
      wanted.generation(generation);
    }
    return wanted;
  }

  private boolean match(GzOutline outline) throws IOException {
    WatchedFile tailed = entry.files().get(outline.stat().identity());
    for (Sought one : List.copyOf(sought)) {
      if (tailed == null && Likeness.isCopy(outline, one.tails())) {
        return adopt(one, outline);
      }
    }
    if (remembered && tools.starts().knowCompressed(outline, path(), entry)) {
      return tailed == null ? resume(outline) : resumeIn(tailed);
    }
    passed.add(Passed.of(outline.stat()));
    return true;
  }

  private boolean adopt(Sought one, GzOutline outline) throws IOException {
    WatchedFile file = tools.open(outline, entry);
    if (file == null) {
      return false;
    }
    if (!Handover.adopts(file, one.tails())) {
      file.close();
      return false;
    }
    sought.remove(one);
    tools.add(file, outline);
    log.info("What was not read of {} is read on in {}.", path(), file.path());
    if (one.cut() && outline.damage() == null) {
      for (Displaced cut : one.tails()) {
        tools.tail().losses().cutAway(path(), cut.missing(outline.size()));
      }
    }
    found.accept(new Found(file, false));
    return true;
  }

  /** Goes on where lanes remember to have been. */
  private boolean resume(GzOutline outline) throws IOException {
    WatchedFile file = tools.open(outline, entry);
    if (file == null) {
      return false;
    }
    file.names().readAs(path());
    tools.starts().beginCompressed(file, path());
    tools.add(file, outline);
    if (file.tails().isAnyBefore(outline.size())) {
      log.info("{} is read on in {}.", path(), file.path());
    }
    found.accept(new Found(file, true));
    return true;
  }

  /** Others remember it by another name. */
  private boolean resumeIn(WatchedFile tailed) throws IOException {
    tools.starts().beginCompressed(tailed, path());
    tools.list().hot().stir(tailed);
    found.accept(new Found(tailed, true));
    return true;
  }

  private void giveUp() {
    for (Sought one : sought) {
      for (Displaced tail : one.tails()) {
        if (one.cut()) {
          tools.tail().losses().cutAway(path(), tail.missing(0));
        } else {
          tools.tail().losses().goneUnread(path(), tail.missing(0));
        }
        tail.abandon();
      }
    }
    sought.clear();
    if (remembered) {
      remembered = false;
      entry
          .config()
          .feeds()
          .forEach(feed -> tools.starts().of(feed.batcher()).forgetCut(path(), entry.tag()));
    }
  }

  private List<Generation> rememberedOnes() {
    List<Generation> all = new ArrayList<>();
    if (remembered) {
      for (LogFeed feed : entry.config().feeds()) {
        all.addAll(tools.starts().of(feed.batcher()).of(path(), entry.tag()));
      }
    }
    return all;
  }

  private Path path() {
    return folder.resolve(name);
  }
}
