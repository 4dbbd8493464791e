package io.groundwatch.input.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Opens files that are not tailed, and closes those that then are not. The input's thread. */
final class Opener {
  private final WatchList list;
  private final MissedGenerations missed;
  private final TailTools tools;
  private final ReadTrouble trouble;

  Opener(WatchList list, MissedGenerations missed, TailTools tools, ReadTrouble trouble) {
    this.list = list;
    this.missed = missed;
    this.tools = tools;
    this.trouble = trouble;
  }

  /** What is done with a file that was opened; false where it is not tailed. */
  @FunctionalInterface
  interface Use {
    boolean tails(WatchedFile file) throws IOException;
  }

  /** Opens a file that was found, though it may have been rotated away since. */
  void open(Found found, Use use) {
    if (!isOpened(found, use)) {
      Family.search(
          found.path().getParent(),
          RotatedName.nameOf(found.path()),
          trouble,
          family ->
              family
                  .find(found.stat().identity())
                  .map(stat -> isOpenedAs(stat, found, use))
                  .orElse(false));
    }
  }

  private boolean isOpenedAs(FileStat now, Found found, Use use) {
    return isOpened(
        new Found(now.path(), now, found.entry()),
        file -> {
          file.names().readAs(found.path());
          boolean tailed = use.tails(file);
          if (tailed && !found.entry().finds(now.path())) {
            list.vanish(file);
            missed.mayFollow(found.entry(), file.names().logName(), Older.of(now));
          }
          return tailed;
        });
  }

  /** Opens a file where it was found. Returns false where that is another file by now. */
  private boolean isOpened(Found found, Use use) {
    try {
      if (list.isTailed(found) || !list.hasRoom()) {
        return true;
      }
      WatchedFile file = WatchedFile.open(found, tools);
      if (file == null) {
        return false;
      }
      boolean tailed = false;
      try {
        tailed = use.tails(file);
      } finally {
        if (!tailed) {
          file.close();
        }
      }
      trouble.recovered(found.path());
    } catch (IOException e) {
      trouble.file(found.path(), e);
    }
    return true;
  }

  /** Opens a file that no pattern need find, as a generation of {@code log}. */
  void open(Path path, EntryPatterns entry, Path log, Use use) {
    try {
      Optional<FileStat> stat = FileStat.of(path).filter(FileStat::regular);
      if (stat.isPresent()) {
        open(
            new Found(path, stat.get(), entry),
            file -> {
              file.names().readAs(log);
              return use.tails(file);
            });
      }
    } catch (IOException e) {
      trouble.file(path, e);
    }
  }
}
