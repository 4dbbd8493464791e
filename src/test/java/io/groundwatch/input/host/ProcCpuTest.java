package io.groundwatch.input.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcCpuTest {
  private final Path root;

  ProcCpuTest(@TempDir Path root) {
    this.root = root;
  }

  @Test
  void readsTheTotalAndEachCpuInMilliseconds() throws IOException {
    stat("cpu  10 1 2 300 4 5 6 7 3 1\ncpu0 5 1 1 100 4 5 6 7 3 1\nintr 9 9\nctxt 1\n");
    assertThat(new ProcCpu(HostRoots.below(root)).read())
        .containsExactly(
            new CpuTicks("cpu-total", 100, 10, 20, 3000, 40, 50, 60, 70, 30, 10),
            new CpuTicks("cpu0", 50, 10, 10, 1000, 40, 50, 60, 70, 30, 10));
  }

  @Test
  void takesColumnsThatAnOldKernelLacksAsAbsent() throws IOException {
    stat("cpu  10 1 2 300 4 5 6 7\n");
    assertThat(new ProcCpu(HostRoots.below(root)).read())
        .containsExactly(new CpuTicks("cpu-total", 100, 10, 20, 3000, 40, 50, 60, 70, -1, -1));
  }

  private void stat(String text) throws IOException {
    Files.createDirectories(root.resolve("proc"));
    Files.writeString(root.resolve("proc/stat"), text);
  }
}
