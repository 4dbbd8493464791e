package io.groundwatch.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {

  /** What the other process runs: takes the lock, says so, and waits. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws IOException {
      DirectoryLock held = DirectoryLock.take(Path.of(arguments[0]));
      System.out.println("Locked " + arguments[0]);
      int ended = System.in.read();
      held.close();
      System.exit(ended);
    }
  }

  @Test
  void anotherProcessIsKeptOutAndNamedUntilItIsKilled(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path file = folder.resolve("lock");
    Process other = start(file);
    try (BufferedReader said = other.inputReader(StandardCharsets.UTF_8)) {
      assertThat(said.readLine()).startsWith("Locked");

      assertThatThrownBy(() -> DirectoryLock.take(file))
          .isInstanceOf(DirectoryLockedException.class)
          .hasMessageStartingWith(file + " is locked by process " + other.pid() + ": ");
    } finally {
      other.destroyForcibly().waitFor();
    }
    try (DirectoryLock taken = DirectoryLock.take(file)) {
      assertThat(taken).isNotNull();
      assertThat(Files.readString(file).strip())
          .isEqualTo(Long.toString(ProcessHandle.current().pid()));
    }
  }

  private static Process start(Path file) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Holder.class.getName(),
            file.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
