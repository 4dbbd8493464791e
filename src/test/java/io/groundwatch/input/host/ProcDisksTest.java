package io.groundwatch.input.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcDisksTest {
  private final Path root;

  ProcDisksTest(@TempDir Path root) {
    this.root = root;
  }

  @Test
  void listsDisksAndPartitionsWithTheirColumns() throws IOException {
    Files.createDirectories(root.resolve("proc"));
    Files.writeString(
        root.resolve("proc/diskstats"),
        """
         259       0 nvme0n1 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17
         259       1 nvme0n1p1 1 0 2 0 0 0 0 0 0 0 0
        """);
    assertThat(new ProcDisks(HostRoots.below(root)).read())
        .containsExactly(
            new DiskCounters("nvme0n1", 1, 3 * 512, 4, 5, 7 * 512, 8, 10, 9),
            new DiskCounters("nvme0n1p1", 1, 2 * 512, 0, 0, 0, 0, 0, 0));
  }
}
