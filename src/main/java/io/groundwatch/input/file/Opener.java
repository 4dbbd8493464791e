package io.groundwatch.input.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Opens files that are not tailed, and closes those that then are not. The input's thread. */
final class Opener {
  private final WatchList list;
  private final TailTools tools;
  private final ReadTrouble trouble;

  Opener(WatchList list, TailTools tools, ReadTrouble trouble) {
    this.list = list;
    this.tools = tools;
    this.trouble = trouble;
  }

  /** What is done with a file that was opened; false where it is not tailed. */
  @FunctionalInterface
  interface Use {
    boolean tails(WatchedFile file) throws IOException;
  }

  /** Opens a file that was found. */
  void open(Found found, Use use) {
    try {
      if (list.isTailed(found) || !list.hasRoom()) {
        return;
      }
      WatchedFile file = WatchedFile.open(found, tools);
      boolean tailed = false;
      try {
        tailed = file != null && use.tails(file);
      } finally {
        if (file != null && !tailed) {
          file.close();
        }
      }
      trouble.recovered(found.path());
    } catch (IOException e) {
      trouble.file(found.path(), e);
    }
  }

  /** Opens a file that no pattern need find, as a generation of {@code log}. */
  void open(Path path, EntryPatterns entry, Path log, Use use) {
    try {
      Optional<FileStat> stat = FileStat.of(path).filter(FileStat::regular);
      if (stat.isPresent()) {
        open(
            new Found(path, stat.get(), entry),
            file -> {
              file.readAs(log);
              return use.tails(file);
            });
      }
    } catch (IOException e) {
      trouble.file(path, e);
    }
  }
}
