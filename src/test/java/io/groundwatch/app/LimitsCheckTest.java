package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LimitsCheckTest {
  private static final Path PROC = Path.of("/proc");

  /** The kernel tells a number below {@code /proc/sys} to the first read alone. */
  @Test
  void readsTheWholeOfTheKernelsNumber() throws IOException, InterruptedException {
    Path file = PROC.resolve("sys/fs/inotify/max_user_watches");
    assumeTrue(Files.isReadable(file), "skipped: " + file + " is Linux's");
    Process cat = new ProcessBuilder("cat", file.toString()).start();
    String told = new String(cat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    assertThat(cat.waitFor()).isZero();
    assertThat(LimitsCheck.of(PROC).get(0).what())
        .contains(" " + Shown.count(Long.parseLong(told.strip())) + " folder");
  }
}
