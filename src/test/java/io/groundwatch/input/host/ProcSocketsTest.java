package io.groundwatch.input.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.input.host.SocketCounts.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcSocketsTest {
  private static final String HEADING = "  sl  local_address rem_address   st tx_queue rx_queue\n";

  private final Path root;

  ProcSocketsTest(@TempDir Path root) {
    this.root = root;
  }

  @Test
  void countsFilesThatAreLargerThanAPiece() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    Map<State, Long> expected = new EnumMap<>(State.class);
    StringBuilder text = new StringBuilder(HEADING);
    for (int i = 0; i < 3000; i++) {
      int number = 1 + random.nextInt(14);
      text.append(
          "%4d: 0100007F:%04X 00000000:0000 %02X 00000000:00000000\n".formatted(i, i, number));
      expected.merge(State.ofNumber(number), 1L, Long::sum);
    }
    net("tcp", text.toString());
    SocketCounts counts = new ProcSockets(HostRoots.below(root)).read();
    for (State state : State.values()) {
      assertThat(counts.in(state))
          .as("%s, seed %d", state, seed)
          .isEqualTo(expected.getOrDefault(state, 0L));
    }
  }

  @Test
  void aHostWithoutSomeProtocolHasNoneOfIt() throws IOException {
    net("udp6", HEADING + "  1: 0:0 0:0 07 0\n");
    SocketCounts counts = new ProcSockets(HostRoots.below(root)).read();
    assertThat(counts.udp()).isEqualTo(1);
    assertThat(counts.in(State.LISTEN)).isZero();
  }

  private void net(String file, String text) throws IOException {
    Path net = Files.createDirectories(root.resolve("proc/1/net"));
    Files.writeString(net.resolve(file), text);
  }
}
