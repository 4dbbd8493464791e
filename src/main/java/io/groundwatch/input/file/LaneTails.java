package io.groundwatch.input.file;

import io.groundwatch.model.Coverage;
import io.groundwatch.pipeline.LogBatcher;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The tails in one file, one for each lane that reads it; and those that were displaced from it,
 * since it holds their generation no more. Owned by the file input's thread.
 */
final class LaneTails {
  private final EntryPatterns entry;
  private final TailTools tools;
  private List<FileTail> tails = List.of();
  private List<Displaced> displaced = List.of();

  /** None yet, in a file that {@code entry} asks for. */
  LaneTails(EntryPatterns entry, TailTools tools) {
    this.entry = entry;
    this.tools = tools;
  }

  /** All of them; the list is not changed later. */
  List<FileTail> all() {
    return tails;
  }

  /** Whether no lane reads the file. */
  boolean isEmpty() {
    return tails.isEmpty();
  }

  /** Whether a lane reads it. */
  boolean include(LogBatcher batcher) {
    return tails.stream().anyMatch(tail -> tail.batcher() == batcher);
  }

  /** The names of the lanes that read it. */
  Set<String> lanes() {
    Set<String> names = new HashSet<>();
    for (FileTail tail : tails) {
      names.add(feedOf(tail.batcher()).lane());
    }
    return names;
  }

  /** Whether lanes read it, but none has read anything of it or noted that it is there. */
  boolean areUntouched() {
    return !isEmpty() && tails.stream().allMatch(tail -> tail.cursor().isUntouched());
  }

  /** Whether there are any, all are at {@code offset}, and every lane has settled that. */
  boolean areSettledAt(long offset) {
    return !isEmpty()
        && tails.stream().allMatch(tail -> tail.offset() == offset && tail.cursor().settled());
  }

  /** Whether a lane took nothing though there was something. */
  boolean isAnyBlocked() {
    for (FileTail tail : tails) {
      if (tail.blocked()) {
        return true;
      }
    }
    return false;
  }

  /** Whether a lane that took nothing would take something now. */
  boolean isAnyFree() {
    for (FileTail tail : tails) {
      if (tail.blocked() && tail.batcher().ready()) {
        return true;
      }
    }
    return false;
  }

  /** Whether a lane has yet to take what lies before {@code offset}. */
  boolean isAnyBefore(long offset) {
    for (FileTail tail : tails) {
      if (tail.offset() < offset) {
        return true;
      }
    }
    return false;
  }

  /** Adds one that comes from another file. */
  void add(FileTail tail) {
    List<FileTail> more = new ArrayList<>(tails);
    more.add(tail);
    tails = List.copyOf(more);
  }

  /** Adds one that starts as is said. */
  FileTail begin(FileTail.Start start, LogBatcher batcher) {
    FileTail tail = new FileTail(start, feedOf(batcher), tools);
    add(tail);
    return tail;
  }

  /** Adds one that starts a generation at {@code place}. */
  FileTail begin(Place place, LogBatcher batcher) {
    return begin(new FileTail.Start(tools.newSource(entry.tag()), place, null), batcher);
  }

  private LogFeed feedOf(LogBatcher batcher) {
    for (LogFeed feed : entry.config().feeds()) {
      if (feed.batcher() == batcher) {
        return feed;
      }
    }
    throw new IllegalArgumentException(
        entry.config().config().filePath() + " is not read by this lane");
  }

  /** What is at hand is what this one needs: it goes on until it can go no further. */
  void putFirst(FileTail tail) {
    if (tails.get(0) != tail) {
      List<FileTail> ordered = without(tail);
      ordered.add(0, tail);
      tails = List.copyOf(ordered);
    }
  }

  /** Takes one out. */
  void remove(FileTail tail) {
    tails = List.copyOf(without(tail));
  }

  private List<FileTail> without(FileTail tail) {
    List<FileTail> others = new ArrayList<>(tails);
    others.remove(tail);
    return others;
  }

  /** Takes all out. */
  List<FileTail> take() {
    List<FileTail> taken = tails;
    tails = List.of();
    return taken;
  }

  /** Their generation was cut away: others begin in their place. */
  void displace(FileLabel label, long size) {
    List<Displaced> cuts = new ArrayList<>(displaced);
    for (FileTail tail : take()) {
      cuts.add(new Displaced(tail, label, size));
      begin(Place.START, tail.batcher());
    }
    displaced = List.copyOf(cuts);
  }

  /** Those that were displaced, and not handed over yet. */
  List<Displaced> displaced() {
    return displaced;
  }

  /** Hands these over: what they had not read may lie in a copy. */
  List<Displaced> takeDisplaced() {
    List<Displaced> taken = displaced;
    displaced = List.of();
    return taken;
  }

  /**
   * Gives what is left and says that no more will come. Returns whether that is done; else a lane
   * takes nothing now.
   */
  boolean finish(Bytes open, FileTail.Source file) throws IOException {
    List<FileTail> waiting = new ArrayList<>();
    for (FileTail tail : tails) {
      if (!tail.finish(open, file)) {
        waiting.add(tail);
      }
    }
    tails = List.copyOf(waiting);
    return tails.isEmpty();
  }

  /** What each lane has taken care of; with it the file can be read on if it comes back. */
  void leaveTo(Returning returning, FileLabel label) {
    for (FileTail tail : take()) {
      returning.mayComeBack(tail.batcher(), tail.cursor().covered(label));
    }
  }

  /** Takes what is known of files that may come back. */
  @FunctionalInterface
  interface Returning {
    void mayComeBack(LogBatcher lane, Coverage coverage);
  }
}
