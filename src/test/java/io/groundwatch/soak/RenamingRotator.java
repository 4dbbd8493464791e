package io.groundwatch.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/**
 * Appends to {@code app.log} and rotates it to {@code app.log.1}, {@code app.log.2} and so on, as
 * logrotate does, by rename or by copy and truncation. The pattern finds {@code app.log} alone.
 */
final class RenamingRotator implements Rotator {
  /** How a file is rotated. */
  enum How {
    /** The file is renamed, and a new one made. */
    RENAME,
    /** As before, but some lines go to the renamed file after the rotation. */
    RENAME_LATE,
    /** The file is copied, and cut to nothing. */
    COPY_TRUNCATE
  }

  private final String name;
  private final How how;
  private final Path folder;
  private final Path log;
  private final Ledger ledger;
  private final Random random;
  private final int linesAFile;
  private int lines;
  private int rotations;

  RenamingRotator(String name, How how, Path folder, int linesAFile, Ledger ledger, Random random) {
    this.name = name;
    this.how = how;
    this.folder = folder;
    this.log = folder.resolve("app.log");
    this.linesAFile = linesAFile;
    this.ledger = ledger;
    this.random = random;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String pattern() {
    return "app.log";
  }

  @Override
  public void step() throws IOException {
    append(log, 1 + random.nextInt(20));
    if (lines >= linesAFile) {
      lines = 0;
      rotate();
    }
  }

  @Override
  public int rotations() {
    return rotations;
  }

  private void append(Path file, int count) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(ledger.nextLine(name, "x".repeat(random.nextInt(150)))).append('\n');
    }
    lines += count;
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void rotate() throws IOException {
    for (int i = rotations; i > 0; i--) {
      Files.move(generation(i), generation(i + 1));
    }
    Path first = generation(1);
    if (how == How.COPY_TRUNCATE) {
      Files.copy(log, first, StandardCopyOption.COPY_ATTRIBUTES);
      Files.newByteChannel(log, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
          .close();
    } else {
      Files.move(log, first);
    }
    rotations++;
    if (how == How.RENAME_LATE) {
      append(first, 1 + random.nextInt(5));
    }
  }

  private Path generation(int number) {
    return folder.resolve("app.log." + number);
  }
}
