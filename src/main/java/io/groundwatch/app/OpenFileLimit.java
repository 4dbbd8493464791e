package io.groundwatch.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** How many files this process may have open: the soft limit, of proc(5)'s {@code limits}. */
final class OpenFileLimit {
  private static final String NAME = "Max open files";

  private OpenFileLimit() {}

  /** Empty where there is none, or it is not told. */
  static Optional<Long> of(Path proc) throws IOException {
    Path file = proc.resolve("self/limits");
    if (!Files.isReadable(file)) {
      return Optional.empty();
    }
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(NAME))
        .map(line -> line.substring(NAME.length()).strip().split("\\s+", 2)[0])
        .filter(text -> text.matches("\\d{1,18}"))
        .map(Long::parseLong)
        .findFirst();
  }
}
