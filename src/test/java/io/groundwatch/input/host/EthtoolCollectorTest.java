package io.groundwatch.input.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.HostInputConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Against a command that answers as ethtool does. */
@EnabledOnOs(OS.LINUX)
class EthtoolCollectorTest {
  private static final String ETHTOOL =
      """
      #!/bin/sh
      case "$1 $2" in
        "-i br0") printf 'driver: bridge\nversion: 2.3\n' ;;
        "-i "*) printf 'driver: ena\nversion: 2\n' ;;
        "-S br0") echo 'no stats available' >&2; exit 94 ;;
        *) cat %s ;;
      esac
      """;

  private final Path folder;
  private final Samples out = new Samples();

  EthtoolCollectorTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void publishesTheCountersThatAreNamedOfEachInterface() throws IOException {
    interfaces("eth0", "eth1", "br0", "lo");
    Files.createFile(folder.resolve("sys/class/net/bonding_masters"));
    stats(
        "NIC statistics:\n     rx_packets: 12\n     queue_0_tx: 18446744073709551615\n     x: 1\n");
    Collector ethtool =
        collector(HostInputs.ethtool(List.of("*"), List.of("eth1"), "rx_packets", "queue_*"));
    ethtool.collect(1000, out);
    assertThat(out.all()).hasSize(2);
    Map<String, String> eth0 = Map.of("interface", "eth0", "driver", "ena", "host", "h");
    assertThat(out.only("ethtool_rx_packets", eth0).value()).isEqualTo(12);
    assertThat(out.only("ethtool_queue_0_tx", eth0).value()).isEqualTo(0x1p64);
    assertThat(ethtool.leftOut()).isZero();
  }

  @Test
  void followsADriverThatComesBackWithOtherCounters() throws IOException {
    interfaces("eth0");
    Collector ethtool = collector(HostInputs.ethtool(List.of("eth?"), List.of(), "*"));
    stats("NIC statistics:\n     a: 1\n     b: 2\n");
    ethtool.collect(1000, out);
    stats("NIC statistics:\n     b: 3\n     c [1]: 4\n");
    out.clear();
    ethtool.collect(2000, out);
    assertThat(out.names()).containsExactly("ethtool_b", "ethtool_c [1]");
    assertThat(out.value("ethtool_b")).isEqualTo(3);
  }

  @Test
  void ofTooManyCountersTheLastAreLeftOut() throws IOException {
    interfaces("eth0");
    StringBuilder many = new StringBuilder("NIC statistics:\n");
    for (int i = 0; i < SeriesPlan.MAX_SERIES + 5; i++) {
      many.append(i).append(": 1\n");
    }
    Collector ethtool = collector(HostInputs.ethtool(List.of("*"), List.of(), "*"));
    stats(many.toString());
    ethtool.collect(1000, out);
    assertThat(out.all()).hasSizeLessThanOrEqualTo(SeriesPlan.MAX_SERIES);
  }

  @Test
  void withoutTheCommandThereIsNoFailure() throws IOException {
    interfaces("eth0");
    HostRoots roots = HostRoots.below(folder);
    HostInputConfig config = HostInputs.ethtool(List.of("*"), List.of(), "*");
    new EthtoolCollector(
            config,
            HostInputs.NAMESPACE,
            HostInputs.BASE,
            new SysLinks(config, roots),
            new HostCommand(Duration.ofSeconds(60)),
            folder.resolve("none").toString())
        .collect(1000, out);
    assertThat(out.all()).isEmpty();
  }

  private Collector collector(HostInputConfig config) throws IOException {
    Path script =
        Files.writeString(folder.resolve("ethtool.sh"), ETHTOOL.formatted(folder.resolve("stats")));
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return new EthtoolCollector(
        config,
        HostInputs.NAMESPACE,
        HostInputs.BASE,
        new SysLinks(config, HostRoots.below(folder)),
        new HostCommand(Duration.ofSeconds(60)),
        script.toString());
  }

  private void stats(String text) throws IOException {
    Files.writeString(folder.resolve("stats"), text);
  }

  private void interfaces(String... names) throws IOException {
    for (String name : names) {
      Path link = Files.createDirectories(folder.resolve("sys/class/net").resolve(name));
      Files.writeString(link.resolve("flags"), name.equals("lo") ? "0x9\n" : "0x1002\n");
    }
  }
}
