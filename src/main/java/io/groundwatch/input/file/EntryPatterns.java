package io.groundwatch.input.file;

import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;

/**
 * An entry, what is made of its words once, and the files that it found. Two entries that match the
 * same file are strangers: each reads it in its own way for its own lanes, as upstream has it.
 * Owned by the file input's thread.
 *
 * @param pattern of its {@code file_path}
 * @param selection which of the matches are read
 * @param config the entry
 * @param readings how its files are read
 * @param files what it found
 * @param tag by which its generations are told from those of other entries in one lane; see {@link
 *     TailTools#newSource}
 */
record EntryPatterns(
    FilePattern pattern,
    FileSelection selection,
    FileEntry config,
    EventReadings readings,
    FileTable files,
    int tag) {

  /** Of each entry, in the order given. */
  static List<EntryPatterns> of(List<FileEntry> entries, TailTools tools) {
    EntryTags tags = new EntryTags();
    return entries.stream().map(entry -> of(entry, tags.next(entry), tools)).toList();
  }

  private static EntryPatterns of(FileEntry entry, int tag, TailTools tools) {
    FileSystem files = FileSystems.getDefault();
    return new EntryPatterns(
        FilePattern.of(entry.config().filePath(), files),
        FileSelection.of(entry.config(), files),
        entry,
        new EventReadings(entry, tools),
        new FileTable(),
        tag);
  }

  /** Whether it would find a file called {@code path}. */
  boolean finds(Path path) {
    return pattern.matches(path) && selection.takes(path);
  }
}
