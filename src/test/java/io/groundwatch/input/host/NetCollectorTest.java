package io.groundwatch.input.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.HostInputConfig;
import io.groundwatch.model.Unit;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetCollectorTest {
  private final Samples out = new Samples();
  private List<NetCounters> reading = List.of(net("eth0", 0), net("lo", 0));

  @Test
  void publishesWhatPassedBetweenTwoSamples() throws IOException {
    NetCollector net = collector(HostInputs.everythingOf("net"));
    net.collect(1000, out);
    assertThat(out.all()).isEmpty();
    reading = List.of(net("eth0", 10), net("lo", 10));
    net.collect(2000, out);
    assertThat(out.all()).hasSize(8);
    assertThat(out.value("net_bytes_recv", "interface", "eth0")).isEqualTo(10);
    assertThat(out.value("net_packets_recv")).isEqualTo(20);
    assertThat(out.value("net_err_in")).isEqualTo(30);
    assertThat(out.value("net_drop_in")).isEqualTo(40);
    assertThat(out.value("net_bytes_sent")).isEqualTo(50);
    assertThat(out.value("net_packets_sent")).isEqualTo(60);
    assertThat(out.value("net_err_out")).isEqualTo(70);
    assertThat(out.value("net_drop_out")).isEqualTo(80);
    assertThat(out.only("net_bytes_sent", Map.of()).series().unit()).isEqualTo(Unit.BYTES);
    assertThat(out.only("net_drop_in", Map.of()).series().unit()).isEqualTo(Unit.COUNT);
  }

  @Test
  void aNamedInterfaceIsPublishedEvenIfItIsNotUsual() throws IOException {
    NetCollector net = collector(HostInputs.withResources("net", List.of("lo"), "bytes_recv"));
    net.collect(1000, out);
    reading = List.of(net("eth0", 10), net("lo", 10));
    net.collect(2000, out);
    assertThat(out.all()).hasSize(1);
    assertThat(out.value("net_bytes_recv", "interface", "lo")).isEqualTo(10);
  }

  @Test
  void aCounterThatTheSystemLacksIsLeftOut() throws IOException {
    NetCollector net = collector(HostInputs.of("net", "drop_out", "drop_in"));
    reading = List.of(new NetCounters("eth0", 0, 0, 0, 0, 0, 0, 0, -1));
    net.collect(1000, out);
    net.collect(2000, out);
    assertThat(out.names()).containsExactly("net_drop_in");
  }

  private NetCollector collector(HostInputConfig config) {
    return new NetCollector(
        config,
        HostInputs.NAMESPACE,
        HostInputs.BASE,
        () -> reading,
        name -> name.startsWith("eth"));
  }

  private static NetCounters net(String name, long n) {
    return new NetCounters(name, n, 2 * n, 3 * n, 4 * n, 5 * n, 6 * n, 7 * n, 8 * n);
  }
}
