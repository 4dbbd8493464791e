package io.groundwatch.input.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcSwapTest {
  @Test
  void readsTotalAndUsedInBytes(@TempDir Path root) throws IOException {
    Files.createDirectories(root.resolve("proc"));
    Files.writeString(
        root.resolve("proc/meminfo"),
        "MemTotal: 9 kB\nSwapCached: 5 kB\nSwapTotal:  100 kB\nSwapFree:  60 kB\n");
    assertThat(new ProcSwap(HostRoots.below(root)).read())
        .isEqualTo(new SwapReading(100 * 1024, 40 * 1024));
  }
}
