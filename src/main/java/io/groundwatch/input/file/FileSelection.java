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
  private final List<Glob> excluded;
  private final Optional<LinePattern> blacklist;

  /** One of the globs, as it was written. */
  private record Glob(String text, FilePattern pattern) {}

  private FileSelection(List<Glob> excluded, Optional<LinePattern> blacklist) {
    this.excluded = excluded;
    this.blacklist = blacklist;
  }

  static FileSelection of(FileConfig config, FileSystem files) {
    return new FileSelection(
        config.exclude().stream().map(text -> new Glob(text, FilePattern.of(text, files))).toList(),
        config.blacklist().map(LinePattern::compile));
  }

  /** Whether the file of this path is read. */
  boolean takes(Path path) {
    return of(path) == Verdict.READ;
  }

  /** Whether the file of this path is read, or else why not. */
  Verdict of(Path path) {
    if (blacklist.isPresent()) {
      byte[] name = String.valueOf(path.getFileName()).getBytes(StandardCharsets.UTF_8);
      if (blacklist.get().find(name, 0, name.length)) {
        return Verdict.BLACKLISTED;
      }
    }
    for (Glob glob : excluded) {
      if (glob.pattern().matches(path)) {
        return Verdict.EXCLUDED;
      }
    }
    return Verdict.READ;
  }

  /** The first of the {@code exclude} globs that matches, as it was written. */
  Optional<String> excluding(Path path) {
    return excluded.stream()
        .filter(glob -> glob.pattern().matches(path))
        .map(Glob::text)
        .findFirst();
  }
}
