package io.groundwatch.input.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Lists folders. Stateless. */
final class Folders {
  private Folders() {}

  /**
   * What is in {@code folder}; empty where there is no such folder, or it cannot be listed.
   *
   * @param unreadable told of one that is there and cannot be listed
   */
  static Optional<List<Path>> list(Path folder, BiConsumer<Path, IOException> unreadable) {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(children::add);
      return Optional.of(children);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Optional.empty();
    } catch (DirectoryIteratorException e) {
      unreadable.accept(folder, new IOException(e));
    } catch (IOException e) {
      unreadable.accept(folder, e);
    }
    return Optional.empty();
  }

  /** What is asked about a path in a folder. */
  @FunctionalInterface
  interface Question {
    void about(Path path) throws IOException;
  }

  /** Asks about everything in {@code folder}; what cannot be asked about is said, and left out. */
  static void ask(Path folder, ReadTrouble trouble, Question question) {
    for (Path path : list(folder, trouble::folder).orElse(List.of())) {
      try {
        question.about(path);
      } catch (IOException e) {
        trouble.file(path, e);
      }
    }
  }
}
