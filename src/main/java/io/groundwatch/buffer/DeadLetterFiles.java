package io.groundwatch.buffer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The names of the files in a folder of dead letters. Stateless. */
final class DeadLetterFiles {
  /** Ends the name of a file; before it stands the id of the batch. */
  static final String SUFFIX = ".ndjson";

  /** Ends the name of a file in the making. */
  static final String TEMPORARY = ".tmp";

  private record Dated(Path file, FileTime modified) {}

  private DeadLetterFiles() {}

  /** Those that are whole, oldest first; none where there is no folder. */
  static List<Path> in(Path directory) throws IOException {
    List<Dated> dated = new ArrayList<>();
    for (Path file : list(directory)) {
      modified(file).ifPresent(time -> dated.add(new Dated(file, time)));
    }
    dated.sort(Comparator.comparing(Dated::modified).thenComparing(Dated::file));
    return dated.stream().map(Dated::file).toList();
  }

  /** What the records in {@code file} are kept under: the id of their batch. */
  static String name(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(0, name.length() - SUFFIX.length());
  }

  /** Empty where it was put back, or taken away by a person, since the folder was listed. */
  private static Optional<FileTime> modified(Path file) throws IOException {
    try {
      return Optional.of(Files.getLastModifiedTime(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> listed = Files.list(directory)) {
      return listed.filter(file -> file.toString().endsWith(SUFFIX)).toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
  }
}
