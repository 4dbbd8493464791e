package io.groundwatch.input.file;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds how many files are held open: past the limit the one that was read longest ago is closed,
 * and opened again when it changes. A file without a name is spared: its handle is all that is left
 * of it. Owned by the file input's thread.
 */
final class OpenFiles {
  /** Leaves handles for all else under the usual limit of 1024. */
  static final int FEW = 256;

  /** More gain little, and each takes some memory. */
  static final int MANY = 4096;

  /** This part of what the process may have open. */
  private static final int SHARE = 4;

  private static final Logger log = LoggerFactory.getLogger(FileInput.class);

  /** Read longest ago first. */
  private final Set<WatchedFile> open = new LinkedHashSet<>();

  private int most = FEW;

  /** A part of the handles that the process may have are for these. */
  void limitTo(long handles) {
    most = (int) Math.max(FEW, Math.min(MANY, handles / SHARE));
  }

  /** A file was looked at; {@code read} says whether something was read from it. */
  void used(WatchedFile file, boolean read) {
    if (!file.isOpen()) {
      open.remove(file);
      return;
    }
    if (read) {
      open.remove(file);
    }
    open.add(file);
    Iterator<WatchedFile> oldestFirst = open.iterator();
    while (open.size() > most && oldestFirst.hasNext()) {
      WatchedFile oldest = oldestFirst.next();
      if (!oldest.presence().nameless() && oldest != file) {
        oldestFirst.remove();
        close(oldest);
      }
    }
  }

  /** Closes a file. */
  void close(WatchedFile file) {
    open.remove(file);
    try {
      file.close();
    } catch (IOException e) {
      log.warn("Closing {} failed.", file.path(), e);
    }
  }
}
