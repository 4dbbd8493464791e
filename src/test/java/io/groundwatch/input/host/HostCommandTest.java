package io.groundwatch.input.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class HostCommandTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @Test
  void givesTheLinesOfACommandThatDoesWell() throws IOException {
    assertThat(new HostCommand(LONG).run(List.of("sh", "-c", "echo a; echo; echo \"b $LC_ALL\"")))
        .containsExactly("a", "", "b C");
  }

  @Test
  void saysWhatAFailedCommandSaid() {
    assertThatThrownBy(
            () -> new HostCommand(LONG).run(List.of("sh", "-c", "echo no driver >&2; exit 9")))
        .isInstanceOf(HostCommand.Failed.class)
        .hasMessage("sh failed with status 9: no driver");
  }

  @Test
  void tellsAMissingCommandFromAFailedOne(@TempDir Path folder) {
    assertThatThrownBy(() -> new HostCommand(LONG).run(List.of(folder.resolve("none").toString())))
        .isInstanceOf(HostCommand.Missing.class);
  }

  @Test
  void killsWhatDoesNotAnswerAndGoesOn(@TempDir Path folder) throws IOException {
    HostCommand command = new HostCommand(Duration.ofMillis(300));
    Path pid = folder.resolve("pid");
    assertThatThrownBy(
            () -> command.run(List.of("sh", "-c", "echo $$ > " + pid + "; exec sleep 1000")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("was killed");
    if (Files.exists(pid)) {
      ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
          .ifPresent(process -> process.onExit().join());
    }
    assertThat(new HostCommand(LONG).run(List.of("echo", "well"))).containsExactly("well");
  }

  @Test
  void readsMoreThanAPipeHolds() throws IOException {
    assertThat(new HostCommand(LONG).run(List.of("seq", "100000"))).hasSize(100_000);
  }

  @Test
  void killsWhatWritesWithoutEnd() {
    assertThatThrownBy(() -> new HostCommand(LONG).run(List.of("yes")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("bytes of output");
  }
}
