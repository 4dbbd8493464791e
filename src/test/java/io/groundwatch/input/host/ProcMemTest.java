package io.groundwatch.input.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcMemTest {
  private static final long KIB = 1024;

  private final Path root;

  ProcMemTest(@TempDir Path root) {
    this.root = root;
  }

  @Test
  void countsReclaimableSlabAsCacheAndUsedAsTheRest() throws IOException {
    meminfo(
        """
        MemTotal: 1000 kB
        MemFree: 300 kB
        MemAvailable: 700 kB
        Buffers: 50 kB
        Cached: 200 kB
        SwapCached: 9 kB
        Active: 11 kB
        Inactive: 12 kB
        Active(anon): 1 kB
        Shmem: 13 kB
        SReclaimable: 40 kB
        HugePages_Total: 0
        """);
    MemReading memory = new ProcMem(HostRoots.below(root)).read();
    assertThat(memory)
        .isEqualTo(
            new MemReading(
                1000 * KIB,
                700 * KIB,
                300 * KIB,
                50 * KIB,
                240 * KIB,
                11 * KIB,
                12 * KIB,
                13 * KIB));
    assertThat(memory.used()).isEqualTo((1000 - 300 - 50 - 240) * KIB);
    assertThat(memory.usedPercent()).isEqualTo(41.0);
    assertThat(memory.availablePercent()).isEqualTo(70.0);
  }

  @Test
  void makesUpForAKernelThatDoesNotSayWhatIsAvailable() throws IOException {
    meminfo("MemTotal: 1000 kB\nMemFree: 300 kB\nBuffers: 50 kB\nCached: 200 kB\n");
    assertThat(new ProcMem(HostRoots.below(root)).read().available()).isEqualTo(550 * KIB);
  }

  @Test
  void neverSaysThatLessThanNothingIsUsed() throws IOException {
    meminfo("MemTotal: 1000 kB\nMemFree: 900 kB\nMemAvailable: 950 kB\nCached: 200 kB\n");
    assertThat(new ProcMem(HostRoots.below(root)).read().used()).isEqualTo(50 * KIB);
  }

  private void meminfo(String text) throws IOException {
    Files.createDirectories(root.resolve("proc"));
    Files.writeString(root.resolve("proc/meminfo"), text);
  }
}
