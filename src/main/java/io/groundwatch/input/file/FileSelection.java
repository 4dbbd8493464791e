package io.groundwatch.input.file;

import io.groundwatch.config.FileConfig;
import io.groundwatch.text.LinePattern;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which of the files that match an entry's {@code file_path} are read: not those that match one of
 * its {@code exclude} globs, and not those in whose name its {@code blacklist} is found. Owned by
 * the file input's thread.
 */
final class FileSelection {
  private final List<FilePattern> excluded;
  private final Optional<LinePattern> blacklist;

  private FileSelection(List<FilePattern> excluded, Optional<LinePattern> blacklist) {
    this.excluded = excluded;
    this.blacklist = blacklist;
  }

  static FileSelection of(FileConfig config, FileSystem files) {
    return new FileSelection(
        config.exclude().stream().map(glob -> FilePattern.of(glob, files)).toList(),
        config.blacklist().map(LinePattern::compile));
  }

  /** Whether the file of this path is read. */
  boolean takes(Path path) {
    if (blacklist.isPresent()) {
      byte[] name = String.valueOf(path.getFileName()).getBytes(StandardCharsets.UTF_8);
      if (blacklist.get().find(name, 0, name.length)) {
        return false;
      }
    }
    for (FilePattern pattern : excluded) {
      if (pattern.matches(path)) {
        return false;
      }
    }
    return true;
  }
}
