package io.groundwatch.input.file;

import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes on in deleted files that the input before this one held open. What its lanes had taken care
 * of in them they remember; a lane that remembers nothing has read nothing. Owned by the file
 * input's thread.
 */
final class Inheritance {
  private static final Logger log = LoggerFactory.getLogger(FileInput.class);

  private final WatchList list;
  private final LaneStarts starts;
  private final TailTools tools;
  private final ReadTrouble trouble;
  private List<HeldFile> files = List.of();

  Inheritance(WatchList list, LaneStarts starts, TailTools tools, ReadTrouble trouble) {
    this.list = list;
    this.starts = starts;
    this.tools = tools;
    this.trouble = trouble;
  }

  /** These are to be gone on in. */
  void take(List<HeldFile> held) {
    files = held;
  }

  /** Hands over those that are not begun yet. */
  List<HeldFile> release() {
    List<HeldFile> left = files;
    files = List.of();
    return left;
  }

  /** Begins all of them. */
  void begin() {
    for (HeldFile held : release()) {
      boolean begun = false;
      try {
        begun = isBegun(held);
      } catch (IOException e) {
        trouble.file(held.stat().path(), e);
      }
      if (!begun) {
        held.close();
      }
    }
  }

  private boolean isBegun(HeldFile held) throws IOException {
    for (EntryPatterns entry : list.entries()) {
      if (entry.tag() == held.tag() || entry.pattern().matches(held.filedAs())) {
        WatchedFile file = WatchedFile.open(held, entry, tools);
        if (isRead(file, held)) {
          add(file);
          return true;
        }
      }
    }
    return false;
  }

  private void add(WatchedFile file) {
    list.add(file);
    list.change(
        file,
        () -> {
          file.vanish();
          file.presence().loseName();
        });
    log.info("{} is gone; it is read on to its end.", file.path());
  }

  private boolean isRead(WatchedFile file, HeldFile held) throws IOException {
    starts.beginKnown(file);
    for (LogFeed feed : file.entry().config().feeds()) {
      if (held.lanes().contains(feed.lane()) && !file.tails().include(feed.batcher())) {
        file.beginWhole(feed.batcher());
      }
    }
    return !file.tails().isEmpty();
  }
}
