package io.groundwatch.input.file;

import io.groundwatch.config.EventConfig;
import io.groundwatch.config.FileConfig;
import io.groundwatch.config.FileConfig.ReadFrom;
import io.groundwatch.config.FileHandling;
import io.groundwatch.config.FileHandling.Compressed;
import io.groundwatch.config.LogStreamConfig;
import java.util.List;
import java.util.Optional;

/** Entries for tests: what they do not say is as a configuration has it that says nothing. */
final class FileEntries {
  private FileEntries() {}

  static FileEntry of(String filePath, ReadFrom readFrom, LogFeed... feeds) {
    return of(filePath, readFrom, EventConfig.DEFAULTS, feeds);
  }

  static FileEntry of(String filePath, ReadFrom readFrom, EventConfig events, LogFeed... feeds) {
    return of(filePath, readFrom, Compressed.UNFINISHED, events, feeds);
  }

  static FileEntry of(
      String filePath,
      ReadFrom readFrom,
      Compressed compressed,
      EventConfig events,
      LogFeed... feeds) {
    return new FileEntry(
        new FileConfig(
            filePath,
            List.of(),
            Optional.empty(),
            LogStreamConfig.of("group", "stream"),
            new FileHandling(readFrom, false, false, compressed),
            events,
            List.of(),
            Optional.empty()),
        List.of(feeds));
  }

  /** Whose files are removed when they are delivered and a newer one is there. */
  static FileEntry removing(String filePath, LogFeed... feeds) {
    return new FileEntry(
        new FileConfig(
            filePath,
            List.of(),
            Optional.empty(),
            LogStreamConfig.of("group", "stream"),
            new FileHandling(ReadFrom.BEGINNING, true, false, Compressed.UNFINISHED),
            EventConfig.DEFAULTS,
            List.of(),
            Optional.empty()),
        List.of(feeds));
  }
}
