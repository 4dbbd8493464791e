package io.groundwatch.input.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what became of files that are not where they were: renamed, and then they are read on
 * under their new name; or deleted, and then by the handle that is held. Owned by the file input's
 * thread.
 */
final class Departures {
  private static final Logger log = LoggerFactory.getLogger(FileInput.class);

  private final WatchList list;
  private final LaneStarts starts;
  private final MissedGenerations missed;
  private final CompressedGenerations compressed;
  private final ReadTrouble trouble;

  Departures(
      WatchList list,
      LaneStarts starts,
      MissedGenerations missed,
      CompressedGenerations compressed,
      ReadTrouble trouble) {
    this.list = list;
    this.starts = starts;
    this.missed = missed;
    this.compressed = compressed;
    this.trouble = trouble;
  }

  /** Asks about files that were not found again where they were. */
  void check(Collection<WatchedFile> missing) {
    Map<Path, List<WatchedFile>> byFolder = new LinkedHashMap<>();
    for (WatchedFile file : missing) {
      Path folder = file.names().home();
      if (folder != null && !file.presence().nameless() && !isNamed(file)) {
        byFolder.computeIfAbsent(folder, f -> new ArrayList<>()).add(file);
      } else if (!file.vanished() && !file.entry().finds(file.path())) {
        list.vanish(file);
      }
    }
    byFolder.forEach(this::lookFor);
  }

  /** Asks about one that is not at its path and not open. Returns whether it has another name. */
  boolean isElsewhere(WatchedFile file) {
    Path folder = file.names().home();
    if (folder == null || file.presence().nameless()) {
      return false;
    }
    lookFor(folder, List.of(file));
    return !file.presence().nameless();
  }

  /**
   * Gives up a file of which no more can be read. Where that may be because its volume is not
   * mounted, what was read is remembered.
   *
   * @return false = a lane takes nothing now; to be asked again
   */
  boolean giveUp(WatchedFile file) throws IOException {
    if (!file.isOpen() && !isVolumeThere(file)) {
      file.tails().leaveTo((lane, coverage) -> starts.of(lane).mayComeBack(coverage), file.label());
      log.info("{} is out of reach: its volume is not mounted.", file.path());
    } else if (!isSoughtElsewhere(file)) {
      if (!isAtItsEnd(file)) {
        return false;
      }
      list.finished().add(file);
    }
    list.remove(file);
    return true;
  }

  /** It is gone and not open: what is left of it may be compressed by now. */
  private boolean isSoughtElsewhere(WatchedFile file) throws IOException {
    return file.openOrNull() == null && compressed.seekGone(file);
  }

  private boolean isAtItsEnd(WatchedFile file) throws IOException {
    if (compressed.holdBack(file)) {
      return false;
    }
    if (!file.finish()) {
      return false;
    }
    starts.ended(file);
    compressed.ended(file);
    return true;
  }

  private void lookFor(Path folder, List<WatchedFile> lost) {
    // Listed after the names were found missing, so that a new name is there by now.
    Map<Object, FileStat> there = identities(folder);
    for (WatchedFile file : lost) {
      FileStat now = there.get(file.identity());
      // The number of a file that is gone may be that of what it was compressed into.
      if (now == null || CompressedName.isOf(now.path()) != file.isCompressed()) {
        depart(file);
      } else {
        move(file, now.path());
      }
    }
  }

  private void move(WatchedFile file, Path to) {
    String name = file.names().logName();
    Older older = new Older(file.identity(), to, file.activity().modifiedNanos());
    list.change(file, () -> file.movedTo(to));
    list.vanish(file);
    missed.mayFollow(file.entry(), name, older);
  }

  private void depart(WatchedFile file) {
    boolean news = !file.vanished();
    if (news) {
      missed.mayFollow(file);
    }
    file.presence().loseName();
    list.vanish(file);
    if (news && !file.isOpen()) {
      log.info("{} is gone.", file.path());
    }
  }

  private Map<Object, FileStat> identities(Path folder) {
    Map<Object, FileStat> there = new HashMap<>();
    Folders.ask(
        folder,
        trouble,
        path -> FileStat.of(path).ifPresent(stat -> there.putIfAbsent(stat.identity(), stat)));
    return there;
  }

  /** Whether its path still leads to it; one that cannot be asked about is left as it is. */
  private boolean isNamed(WatchedFile file) {
    try {
      return FileStat.of(file.path()).map(s -> s.identity().equals(file.identity())).orElse(false);
    } catch (IOException e) {
      trouble.file(file.path(), e);
      return true;
    }
  }

  private boolean isVolumeThere(WatchedFile file) {
    Path folder = file.names().home();
    try {
      return folder == null || Volumes.isThere(folder, file.key().device());
    } catch (IOException e) {
      trouble.folder(folder, e);
      return false;
    }
  }
}
