package io.groundwatch.input.file;

import java.nio.file.FileSystem;
import java.nio.file.FileSystems;

/**
 * An entry, and what is made of its words once.
 *
 * @param pattern of its {@code file_path}
 * @param selection which of the matches are read
 * @param config the entry
 * @param readings how its files are read
 */
record EntryPatterns(
    FilePattern pattern, FileSelection selection, FileEntry config, EventReadings readings) {

  static EntryPatterns of(FileEntry entry, TailTools tools) {
    FileSystem files = FileSystems.getDefault();
    return new EntryPatterns(
        FilePattern.of(entry.config().filePath(), files),
        FileSelection.of(entry.config(), files),
        entry,
        new EventReadings(entry.config(), tools));
  }
}
