package io.groundwatch.input.file;

import io.groundwatch.runtime.FileFailure;
import io.groundwatch.telemetry.ThrottledLog;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the files of entries with {@code auto_removal}: one that a newer match of its entry has
 * followed, that is read to its end, and of which every lane has settled every byte. A writer that
 * still has the removed file open loses nothing: it is read to its end like every file that lost
 * its name. Owned by the file input's thread.
 */
final class AutoRemoval {
  private static final Logger log = LoggerFactory.getLogger(FileInput.class);

  private final WatchList list;
  private final List<EntryPatterns> removing;
  private final ThrottledLog trouble;

  /** Does nothing, at no cost, where no entry asks for it. */
  AutoRemoval(WatchList list, ThrottledLog trouble) {
    this.list = list;
    this.removing =
        list.entries().stream()
            .filter(entry -> entry.config().config().handling().autoRemoval())
            .toList();
    this.trouble = trouble;
  }

  /** Removes what may go. */
  void work() {
    for (EntryPatterns entry : removing) {
      removeOlder(List.copyOf(entry.files().all()));
    }
  }

  private void removeOlder(Collection<WatchedFile> files) {
    long newest =
        files.stream()
            .filter(file -> !file.vanished())
            .mapToLong(file -> file.activity().modifiedNanos())
            .max()
            .orElse(0);
    for (WatchedFile file : files) {
      if (file.activity().modifiedNanos() < newest && isSettled(file)) {
        remove(file);
      }
    }
  }

  /** Whether all of it is read, and every lane has settled that. */
  private static boolean isSettled(WatchedFile file) {
    Activity activity = file.activity();
    return !file.vanished()
        && !activity.unread()
        && !activity.touched()
        && file.tails().areSettledAt(activity.statSize());
  }

  private void remove(WatchedFile file) {
    try {
      Optional<FileStat> now = FileStat.of(file.path());
      boolean unchanged =
          now.isPresent()
              && now.get().identity().equals(file.identity())
              && now.get().size() == file.activity().statSize();
      // Held open first: what a writer adds at this very moment can still be read.
      if (unchanged && file.openOrNull() != null) {
        list.open().used(file, true);
        Files.delete(file.path());
        list.change(
            file,
            () -> {
              file.vanish();
              file.presence().loseName();
            });
        log.info("{} is delivered whole, and a newer file follows it: removed.", file.path());
      }
    } catch (IOException e) {
      trouble.warn(
          "remove " + file.path(),
          e.getClass().getName(),
          "Cannot remove %s (%s), which auto_removal asks for; the agent's user needs permission to"
                  .formatted(file.path(), FileFailure.reason(e))
              + " write to its folder.");
    }
  }
}
