package io.groundwatch.input.file;

import io.groundwatch.config.FileConfig.ReadFrom;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Decides what files are that were not tailed before: known from before, written in the place of
 * one that is gone, a copy of one that was cut or is about to be, or simply new. Owned by the file
 * input's thread.
 */
final class Arrivals {
  private final WatchList list;
  private final LaneStarts starts;
  private final Copies copies;
  private final MissedGenerations missed;
  private final Opener opener;
  private final Successions successions;
  private final Lookalikes lookalikes;
  private final ReadTrouble trouble;

  Arrivals(
      WatchList list,
      LaneStarts starts,
      Copies copies,
      MissedGenerations missed,
      TailTools tools,
      ReadTrouble trouble) {
    this.list = list;
    this.starts = starts;
    this.copies = copies;
    this.missed = missed;
    this.trouble = trouble;
    this.opener = new Opener(list, missed, tools, trouble);
    this.successions = new Successions(list);
    this.lookalikes = new Lookalikes(tools.time());
  }

  /** The files that wait for what becomes of the ones that they look like. */
  Lookalikes lookalikes() {
    return lookalikes;
  }

  /** What came since the last sweep or look: it is new in whole, unless it is known. */
  void arrive(Collection<Found> found) {
    if (!found.isEmpty()) {
      checkTouched();
    }
    for (Found one : originalsFirst(found)) {
      arrive(one, ReadFrom.BEGINNING);
    }
    missed.read();
  }

  /**
   * One file that is there.
   *
   * @param readFrom where to begin if it is simply new
   */
  void arrive(Found found, ReadFrom readFrom) {
    opener.open(
        found,
        file -> starts.beginKnown(file) && starts.beginByContent(file) && added(file, readFrom));
    opener.open(found, file -> isTailed(found, file, readFrom));
  }

  /** A copy's name is longer than that of what it is a copy of. */
  static List<Found> originalsFirst(Collection<Found> found) {
    List<Found> shortestFirst = new ArrayList<>(found);
    shortestFirst.sort(Comparator.comparingInt(one -> one.path().toString().length()));
    return shortestFirst;
  }

  /** What is new may hold what was cut from a file that has not been read since. */
  private void checkTouched() {
    for (WatchedFile file : list.hot().list()) {
      if (file.activity().touched()) {
        try {
          copies.check(file);
        } catch (IOException e) {
          trouble.file(file.path(), e);
        }
      }
    }
  }

  private boolean isTailed(Found found, WatchedFile file, ReadFrom readFrom) throws IOException {
    if (successions.succeedsOne(file)) {
      list.add(file);
      return true;
    }
    boolean whole = readFrom == ReadFrom.BEGINNING || starts.knew(file);
    if (!starts.beginByContent(file) && whole && waitsAsCopy(found, file)) {
      return false;
    }
    return added(file, readFrom);
  }

  private boolean added(WatchedFile file, ReadFrom readFrom) throws IOException {
    starts.beginRest(file, readFrom);
    list.add(file);
    return true;
  }

  /** Whether it is a copy: one that is read on in by now, or one that is still to be used so. */
  private boolean waitsAsCopy(Found found, WatchedFile file) throws IOException {
    for (String name : RotatedName.originals(RotatedName.nameOf(found.path()))) {
      WatchedFile original = found.entry().files().at(found.path().resolveSibling(name));
      if (original != null) {
        copies.check(original);
        if (list.isTailed(found) || lookalikes.waits(found, file.bytes(), original)) {
          return true;
        }
      }
    }
    return false;
  }
}
