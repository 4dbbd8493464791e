package io.groundwatch.soak;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;

/**
 * Appends to {@code app.log}, which the real logrotate(8) rotates. The writer rests meanwhile: what
 * is written between logrotate's own copy and its truncation is in neither file, whoever reads
 * them.
 */
final class LogrotateRotator implements Rotator {
  private static final Path COMMAND = Path.of("/usr/sbin/logrotate");

  private final String name;
  private final Path folder;
  private final Path log;
  private final Path config;
  private final int linesAFile;
  private final Ledger ledger;
  private final Random random;
  private int lines;
  private int rotations;

  /**
   * Rotates as {@code mode} says.
   *
   * @param mode directives of logrotate.conf(5), such as {@code copytruncate}
   */
  LogrotateRotator(
      String name, String mode, Path folder, int linesAFile, Ledger ledger, Random random)
      throws IOException {
    this.name = name;
    this.folder = folder;
    this.log = folder.resolve("app.log");
    this.config = folder.resolve("logrotate.conf");
    this.linesAFile = linesAFile;
    this.ledger = ledger;
    this.random = random;
    String user = Files.getOwner(folder).getName();
    Files.writeString(
        config,
        """
        %s {
          su %s %s
          rotate 10000
          size 1
          %s
        }
        """
            .formatted(log, user, user, mode.replace("; ", "\n  ")));
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-r--r--"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Whether it is installed. */
  static boolean available() {
    return Files.isExecutable(COMMAND);
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
  public void step() throws IOException, InterruptedException {
    try (OutputStream out =
        Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (int i = 1 + random.nextInt(20); i > 0; i--) {
        String line = ledger.nextLine(name, "x".repeat(random.nextInt(150))) + "\n";
        out.write(line.getBytes(StandardCharsets.UTF_8));
        lines++;
      }
    }
    if (lines >= linesAFile) {
      lines = 0;
      rotate();
    }
  }

  @Override
  public int rotations() {
    return rotations;
  }

  private void rotate() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                COMMAND.toString(),
                "--force",
                "--state",
                folder.resolve("logrotate.state").toString(),
                config.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("logrotate failed: " + said);
    }
    rotations++;
  }
}
