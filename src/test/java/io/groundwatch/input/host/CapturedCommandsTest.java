package io.groundwatch.input.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.HostInputConfig;
import io.groundwatch.model.Dimensions;
import io.groundwatch.model.MetricSample;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * All that comes of what commands of a host answered, as captured. What changes in an expectation
 * is what users see change.
 */
@EnabledOnOs(OS.LINUX)
class CapturedCommandsTest {
  private static final Dimensions BASE = HostInputs.BASE;
  private static final HostCommand COMMAND = new HostCommand(Duration.ofSeconds(60));

  @TempDir Path root;

  @BeforeEach
  void place() throws IOException {
    HostTree.write(root, "commands.txt");
    for (String command : List.of("stat", "ethtool", "nvidia-smi", "systemctl")) {
      assertThat(root.resolve("bin").resolve(command).toFile().setExecutable(true)).isTrue();
    }
  }

  @Test
  void diskOfRemoteFileSystems() throws IOException {
    HostRoots roots = HostRoots.below(root);
    HostInputConfig config =
        HostInputs.withResources(
            "disk",
            List.of("/home", "/srv/*", "/mnt/*"),
            "total",
            "used",
            "free",
            "used_percent",
            "inodes_total",
            "inodes_used",
            "inodes_free");
    StatCommand stat = new StatCommand(command("stat"), roots, Duration.ofSeconds(60));
    assertOutput(
        "disk",
        new DiskCollector(
            config,
            HostInputs.NAMESPACE,
            BASE,
            new LinuxVolumes(new ProcMounts(roots), new MountFilter(config), roots, stat, true)));
  }

  @Test
  void ethtool() throws IOException {
    HostInputConfig config = HostInputs.ethtool(List.of("*"), List.of(), "*");
    assertOutput(
        "ethtool",
        new EthtoolCollector(
            config,
            HostInputs.NAMESPACE,
            BASE,
            new SysLinks(config, HostRoots.below(root)),
            COMMAND,
            command("ethtool")));
  }

  @Test
  void nvidiaSmi() throws IOException {
    assertOutput(
        "nvidia_smi",
        new GpuCollector(
            HostInputs.everythingOf("nvidia_smi"),
            HostInputs.NAMESPACE,
            BASE,
            COMMAND,
            command("nvidia-smi")));
  }

  @Test
  void systemd() throws IOException {
    assertOutput(
        "systemd",
        new SystemdCollector(
            HostInputs.everythingOf("systemd"),
            HostInputs.NAMESPACE,
            BASE,
            new Systemctl(List.of(command("systemctl")), List.of("*"), COMMAND)));
  }

  private String command(String name) {
    return root.resolve("bin").resolve(name).toString();
  }

  private static void assertOutput(String name, Collector collector) throws IOException {
    Samples out = new Samples();
    collector.collect(1000, out);
    collector.close();
    String text =
        out.all().stream()
            .map(CapturedCommandsTest::line)
            .sorted()
            .collect(Collectors.joining("\n", "", "\n"));
    assertThat(text).isEqualTo(HostTree.text("commands-" + name + "-expected.txt"));
  }

  private static String line(MetricSample sample) {
    Map<String, String> dimensions = new TreeMap<>(sample.series().dimensions().entries());
    dimensions.remove("host");
    double value = sample.value();
    return "%s%s %s %s %s"
        .formatted(
            sample.series().name(),
            dimensions.isEmpty() ? "" : dimensions,
            value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value),
            sample.series().unit().label(),
            sample.series().kind().key());
  }
}
