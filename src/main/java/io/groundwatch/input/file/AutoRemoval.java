package io.groundwatch.input.file;

import io.groundwatch.runtime.FileFailure;
import io.groundwatch.telemetry.ThrottledLog;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  private final boolean wanted;
  private final ThrottledLog trouble;

  /** Does nothing, at no cost, where no entry asks for it. */
  AutoRemoval(Collection<FileEntry> entries, ThrottledLog trouble) {
    this.wanted = entries.stream().anyMatch(entry -> entry.config().handling().autoRemoval());
    this.trouble = trouble;
  }

  /** Removes what may go of {@code files}. */
  void work(Collection<WatchedFile> files) {
    if (!wanted) {
      return;
    }
    Map<FileEntry, List<WatchedFile>> byEntry = new HashMap<>();
    for (WatchedFile file : files) {
      if (file.entry().config().handling().autoRemoval() && !file.isCopy()) {
        byEntry.computeIfAbsent(file.entry(), e -> new ArrayList<>()).add(file);
      }
    }
    byEntry.values().forEach(this::removeOlder);
  }

  private void removeOlder(List<WatchedFile> matches) {
    long newest = matches.stream().mapToLong(WatchedFile::modifiedNanos).max().orElse(0);
    for (WatchedFile file : matches) {
      if (file.modifiedNanos() < newest && file.isSettled()) {
        remove(file);
      }
    }
  }

  private void remove(WatchedFile file) {
    try {
      Optional<FileStat> now = FileStat.of(file.path());
      boolean unchanged =
          now.isPresent()
              && now.get().identity().equals(file.identity())
              && now.get().size() == file.size();
      // Held open first: what a writer adds at this very moment can still be read.
      if (unchanged && file.holdOpen()) {
        Files.delete(file.path());
        file.vanish();
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
