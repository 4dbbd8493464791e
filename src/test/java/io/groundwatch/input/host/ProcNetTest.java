package io.groundwatch.input.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcNetTest {
  private final Path root;

  ProcNetTest(@TempDir Path root) {
    this.root = root;
  }

  @Test
  void readsBothDirectionsEvenWithoutABlankBehindTheColon() throws IOException {
    Files.createDirectories(root.resolve("proc/1/net"));
    Files.writeString(
        root.resolve("proc/1/net/dev"),
        """
        Inter-|   Receive                    |  Transmit
         face |bytes packets errs drop fifo frame compressed multicast|bytes packets
          eth0:12345 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16
            lo: 1 1 0 0 0 0 0 0 1 1 0 0 0 0 0 0
        """);
    assertThat(new ProcNet(HostRoots.below(root)).read())
        .containsExactly(
            new NetCounters("eth0", 12345, 2, 3, 4, 9, 10, 11, 12),
            new NetCounters("lo", 1, 1, 0, 0, 1, 1, 0, 0));
  }
}
