package io.groundwatch.input.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ValueFileTest {
  private final Path folder;

  ValueFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void takesTheFirstWordForTheNumber() throws IOException {
    assertThat(ValueFile.number(file("42\n"))).isEqualTo(42);
    assertThat(ValueFile.number(file("-1500"))).isEqualTo(-1500);
    assertThat(ValueFile.number(file("7 100000\n"))).isEqualTo(7);
  }

  @Test
  void whatIsNoNumberOrMeansNoneIsAbsent() throws IOException {
    assertThat(ValueFile.number(file("max\n"))).isEqualTo(Source.ABSENT);
    assertThat(ValueFile.number(file(""))).isEqualTo(Source.ABSENT);
    assertThat(ValueFile.number(file("9223372036854771712"))).isEqualTo(Source.ABSENT);
    assertThat(ValueFile.number(folder.resolve("none"))).isEqualTo(Source.ABSENT);
    assertThat(ValueFile.text(folder)).isEmpty();
  }

  @Test
  void readsLongFilesWhole() throws IOException {
    String text = "0123456789\n".repeat(3000).strip();
    assertThat(ValueFile.text(file(text))).contains(text);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void readsAFileThatTheKernelTellsOnlyOnce() throws IOException {
    Path pidMax = Path.of("/proc/sys/kernel/pid_max");
    try (BufferedReader reader = Files.newBufferedReader(pidMax)) {
      assertThat(ValueFile.number(pidMax)).isEqualTo(Long.parseLong(reader.readLine()));
    }
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("file"), text);
  }
}
