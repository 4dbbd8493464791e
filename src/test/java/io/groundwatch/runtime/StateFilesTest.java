package io.groundwatch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFilesTest {
  @TempDir Path folder;

  @Test
  void foldersItMakesAreForTheAgentsUserAlone() throws IOException {
    Path made = StateFiles.createDirectories(folder.resolve("state/lanes/central"));
    assertThat(mode(made)).isEqualTo("rwx------");
    assertThat(mode(folder.resolve("state"))).isEqualTo("rwx------");
    assertThat(StateFiles.createDirectories(made)).as("again").isDirectory();
  }

  @Test
  void filesItMakesAreForTheAgentsUserAlone() throws IOException {
    Path file = folder.resolve("queue");
    try (FileChannel channel =
        StateFiles.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      assertThat(channel.isOpen()).isTrue();
    }
    assertThat(mode(file)).isEqualTo("rw-------");
  }

  @Test
  void makesAFilePrivateThatALibraryMade() throws IOException {
    Path file = Files.writeString(folder.resolve("queue"), "");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    StateFiles.makePrivate(file);
    assertThat(mode(file)).isEqualTo("rw-------");
  }

  @Test
  void replacesAFileInOneStep() throws IOException {
    Path to = Files.writeString(folder.resolve("checkpoint"), "old");
    Path from = Files.writeString(folder.resolve("checkpoint.new"), "new");
    StateFiles.replace(from, to);
    assertThat(to).hasContent("new");
    assertThat(from).doesNotExist();
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
