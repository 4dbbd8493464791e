package io.groundwatch.input.file;

import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tails the generations that a {@link MissedSearch} has found, from their beginning, but for what
 * turns out to be known after all. Owned by the file input's thread.
 */
final class MissedFiles {
  private static final Logger log = LoggerFactory.getLogger(FileInput.class);

  private final WatchList list;
  private final LaneStarts starts;
  private final Successions successions;
  private final EmptyGenerations empty;
  private final TailTools tools;
  private final ReadTrouble trouble;

  MissedFiles(
      WatchList list,
      LaneStarts starts,
      EmptyGenerations empty,
      TailTools tools,
      ReadTrouble trouble) {
    this.list = list;
    this.starts = starts;
    this.empty = empty;
    this.successions = new Successions(list);
    this.tools = tools;
    this.trouble = trouble;
  }

  /** Reads them in this order. */
  void read(List<FileStat> missed, MissedSearch search) {
    for (FileStat stat : missed) {
      try {
        read(new Found(stat.path(), stat, search.entry()), search);
      } catch (IOException e) {
        trouble.file(stat.path(), e);
      }
    }
  }

  private void read(Found found, MissedSearch search) throws IOException {
    WatchedFile tailed = search.entry().files().get(found.stat().identity());
    if (tailed != null) {
      // After a restart some lanes know it, and others have only what came before it.
      if (search.lanes().isPresent()) {
        beginWhole(tailed, search);
      }
      list.hot().stir(tailed);
      isLatestCopy(found, search);
      return;
    }
    WatchedFile file = WatchedFile.open(found, tools);
    if (file != null && (list.finished().holds(file) || isCopyInTheMaking(file, search))) {
      file.close();
    } else if (file != null) {
      begin(file, search);
      list.add(file);
      list.vanish(file);
      isLatestCopy(found, search);
    }
  }

  /** Reads all of it, or, where a lane knows it after all, the rest. */
  private void begin(WatchedFile file, MissedSearch search) throws IOException {
    file.names().readAs(file.path().resolveSibling(search.name()));
    starts.beginKnown(file);
    if (!successions.succeedsOne(file) && !starts.beginByContent(file)) {
      log.info("{} was rotated before it was seen; it is read whole.", file.path());
    }
    beginWhole(file, search);
  }

  private static void beginWhole(WatchedFile file, MissedSearch search) {
    for (LogFeed feed : file.entry().config().feeds()) {
      if (search.isFor(feed.batcher()) && !file.tails().include(feed.batcher())) {
        file.beginWhole(feed.batcher());
      }
    }
  }

  /** Where the log is rotated by copies, what comes after this one is looked for from here on. */
  private static void isLatestCopy(Found found, MissedSearch search) {
    WatchedFile log = search.entry().files().at(found.path().resolveSibling(search.name()));
    if (log != null && log.lastCopy() != null) {
      log.wasCopiedTo(Older.of(found.stat()));
    }
  }

  /**
   * A copy of the log, which is about to be cut, or was this moment: what it holds is read from the
   * log until then. Of an empty file that is not known yet.
   */
  private boolean isCopyInTheMaking(WatchedFile file, MissedSearch search) throws IOException {
    WatchedFile log = file.entry().files().at(file.path().resolveSibling(search.name()));
    Bytes original = log == null ? null : log.openOrNull();
    if (log == null || original == null) {
      return false;
    }
    if (file.bytes().size() == 0) {
      return empty.waits(file.identity(), file.path(), search);
    }
    if (Likeness.isBeginningOf(file.bytes(), original)) {
      return true;
    }
    log.verify();
    List<Displaced> cuts = log.tails().displaced();
    return !cuts.isEmpty() && Likeness.isCopy(file.bytes(), cuts);
  }
}
