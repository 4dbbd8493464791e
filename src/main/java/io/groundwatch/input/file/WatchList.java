package io.groundwatch.input.file;

import io.groundwatch.telemetry.ThrottledLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that are tailed for all entries, and what is kept of them beside: which are polled,
 * which are open, which are links. Owned by the file input's thread.
 */
final class WatchList {
  private static final Logger log = LoggerFactory.getLogger(FileInput.class);

  private static final int MAX_NAMED = 50;

  private final List<EntryPatterns> entries;
  private final ThrottledLog trouble;
  private final HotFiles hot = new HotFiles();
  private final OpenFiles open = new OpenFiles();
  private final Links links = new Links();
  private final Finished finished = new Finished();
  private int most = FileLimit.MOST;
  private int unnamed;

  WatchList(List<EntryPatterns> entries, ThrottledLog trouble) {
    this.entries = entries;
    this.trouble = trouble;
  }

  List<EntryPatterns> entries() {
    return entries;
  }

  /** The files that are polled. */
  HotFiles hot() {
    return hot;
  }

  /** The files that are open. */
  OpenFiles open() {
    return open;
  }

  /** The files that were read to their end and are tailed no more. */
  Finished finished() {
    return finished;
  }

  /** The files that are not where their path is. */
  Links links() {
    return links;
  }

  /** How many there are; one that two entries ask for counts twice. */
  int size() {
    int size = 0;
    for (EntryPatterns entry : entries) {
      size += entry.files().size();
    }
    return size;
  }

  /** All of them. */
  Collection<WatchedFile> all() {
    List<WatchedFile> all = new ArrayList<>(size());
    entries.forEach(entry -> all.addAll(entry.files().all()));
    return all;
  }

  /** Those that their entry does not find any more. */
  Collection<WatchedFile> adrift() {
    List<WatchedFile> adrift = new ArrayList<>();
    entries.forEach(entry -> adrift.addAll(entry.files().adrift()));
    return adrift;
  }

  /** Whether a file is tailed for the entry that found it. */
  boolean isTailed(Found found) {
    return found.entry().files().get(found.stat().identity()) != null;
  }

  /** Whether a file still is the one that is tailed. */
  boolean isTailed(WatchedFile file) {
    return file.entry().files().get(file.identity()) == file;
  }

  /** From now on at most {@code files} are tailed. */
  void limitTo(int files) {
    most = files;
  }

  /** Whether one more file can be tailed; where not, that is said. */
  boolean hasRoom() {
    return hasRoomBeside(0);
  }

  /** Whether one more can be, beside so many that were just found; where not, that is said. */
  boolean hasRoomBeside(int found) {
    boolean room = size() + found < most;
    if (!room) {
      trouble.warn(
          "files",
          "",
          "More than %d files match: the memory for more is not there, and the rest is not tailed. Give the agent a larger heap (-Xmx256m in GROUNDWATCH_JAVA_OPTS, in the image in _JAVA_OPTIONS), or narrow file_path."
              .formatted(most));
    }
    return room;
  }

  /** Tails one more file. */
  void add(WatchedFile file) {
    file.entry().files().add(file);
    links.follow(file);
    open.used(file, true);
    hot.stir(file);
    if (!file.isCompressed()) { // of such, it is said what is still read in it
      say(file.path());
    }
  }

  /** Sweep or look {@code round} found a file as {@code path}. */
  void seen(WatchedFile file, Path path, FileStat stat, long round) {
    if (path.equals(file.path()) && !file.vanished()) {
      file.seen(path, stat, round);
    } else {
      links.forget(file);
      file.entry().files().change(file, () -> file.seen(path, stat, round));
      links.follow(file);
    }
    hot.stir(file);
  }

  /** Its entry finds a file no more, whatever it is called now. */
  void vanish(WatchedFile file) {
    change(file, file::vanish);
  }

  /** Does what may change the name of a file, or take it away. */
  void change(WatchedFile file, Runnable change) {
    links.forget(file);
    file.entry().files().change(file, change);
    hot.stir(file);
  }

  /** Tails a file no more. */
  void remove(WatchedFile file) {
    links.forget(file);
    open.close(file);
    hot.remove(file);
    file.entry().files().remove(file);
  }

  /** Says how many were added but not named. */
  void sayRest() {
    if (unnamed > 0) {
      log.info("Tailing {} more; {} files in all.", unnamed, size());
      unnamed = 0;
    }
  }

  /** By name while there are few: ten thousand names in the log help nobody. */
  private void say(Path path) {
    if (size() <= MAX_NAMED) {
      log.info("Tailing {}.", path);
    } else {
      log.debug("Tailing {}.", path);
      unnamed++;
    }
  }
}
