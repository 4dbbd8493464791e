package io.groundwatch.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelDropsTest {
  private static final String HEAD =
      "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout"
          + " inode ref pointer drops             \n";

  @TempDir Path proc;

  @BeforeEach
  void tables() throws IOException {
    Files.createDirectories(proc.resolve("net"));
    Files.writeString(
        proc.resolve("net/udp"),
        HEAD
            + "  101: 0100007F:1FBD 00000000:0000 07 00000000:00000000 00:00000000 00000000  1000"
            + "        0 20001 2 0000000000000000 12         \n"
            + "  102: 0100007F:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000     0"
            + "        0 20002 2 0000000000000000 99         \n");
    Files.writeString(
        proc.resolve("net/udp6"),
        HEAD
            + "  103: 00000000000000000000000001000000:1FBD 00000000000000000000000000000000:0000 07"
            + " 00000000:00000000 00:00000000 00000000  1000        0 20003 2 0000000000000000 30  \n");
  }

  @Test
  void addsUpTheSocketsOfAPort() {
    KernelDrops drops = new KernelDrops(proc);
    assertThat(drops.at(8125)).isEqualTo(42);
    assertThat(drops.at(53)).isEqualTo(99);
    assertThat(drops.at(1)).isZero();
  }

  @Test
  void knowsOfNoneWhereThereAreNoTables() {
    assertThat(new KernelDrops(proc.resolve("nowhere")).at(8125)).isZero();
  }
}
