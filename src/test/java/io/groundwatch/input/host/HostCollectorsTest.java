package io.groundwatch.input.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.groundwatch.config.HostFields;
import io.groundwatch.config.HostInputConfig;
import io.groundwatch.config.ProcessSelector.Kind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.Unit;
import io.groundwatch.runtime.SystemTimeSource;
import io.groundwatch.runtime.TimeSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import oshi.spi.SystemInfoFactory;

/** The collectors on the host that runs the test, held against other readings of it. */
@EnabledOnOs(OS.LINUX)
class HostCollectorsTest {
  private static final long SECOND = 1_000_000_000L;

  /** What these tell depends on the kernel, the hardware and who runs the host. */
  private static final Set<String> OF_SOME_HOSTS =
      Set.of(
          "ethtool", "nvidia_smi", "psi", "cgroup", "systemd", "sensors", "conntrack", "io_errors");

  private final Samples out = new Samples();

  @Test
  void everyFieldOfTheCatalogueIsProducedWithItsUnit() throws IOException {
    sampleTwice(everywhere(), HostCollectorsTest::open);
    Map<String, Unit> expected = new TreeMap<>();
    for (String input : everywhere()) {
      HostFields.of(input).forEach((field, unit) -> expected.put(published(input, field), unit));
    }
    expected.remove("processes_wait"); // Linux has no such state.
    Map<String, Unit> produced = new TreeMap<>();
    for (MetricSample sample : out.all()) {
      produced.put(sample.series().name(), sample.series().unit());
      assertThat(sample.value()).isFinite().isNotNegative();
    }
    assertThat(produced).isEqualTo(expected);
  }

  @Test
  void theFieldsThatFollowAtTheSecondIntervalAreThoseOfTheCatalogue() throws IOException {
    for (String input : everywhere()) {
      out.clear();
      open(everything(input)).collect(SECOND, out);
      Set<String> atOnce = new TreeSet<>(out.names());
      atOnce.add("processes_wait");
      for (String field : HostFields.of(input).keySet()) {
        assertThat(atOnce.contains(published(input, field)))
            .as(input + "_" + field)
            .isNotEqualTo(HostFields.needsTwoSamples(input, field));
      }
    }
  }

  @Test
  void withoutTheKernelsFilesOnlyThatIsAbsentWhichOshiLacks() throws IOException {
    HostCollectors withoutFiles =
        new HostCollectors(
            HostInputs.NAMESPACE,
            HostInputs.BASE,
            HostRoots.OWN,
            false,
            SystemInfoFactory.create(),
            new SystemTimeSource());
    List<String> inputs = new ArrayList<>(everywhere());
    inputs.removeAll(List.of("procstat", "tcp", "udp"));
    sampleTwice(inputs, withoutFiles::collector);
    Set<String> absent = new TreeSet<>();
    for (String input : inputs) {
      HostFields.of(input).keySet().forEach(field -> absent.add(published(input, field)));
    }
    out.names().forEach(absent::remove);
    assertThat(absent)
        .containsExactly(
            "cpu_time_guest",
            "cpu_time_guest_nice",
            "cpu_usage_guest",
            "cpu_usage_guest_nice",
            "diskio_read_time",
            "diskio_write_time",
            "mem_active",
            "mem_buffered",
            "mem_cached",
            "mem_free",
            "mem_inactive",
            "mem_shared",
            "net_drop_out",
            "processes_dead",
            "processes_idle",
            "processes_paging",
            "processes_wait",
            "system_entropy_avail",
            "system_processes_forked");
  }

  @Test
  void whatMayHangHasAThreadOfItsOwn() {
    Map<String, String> beside = new TreeMap<>();
    for (String input :
        List.of("disk", "systemd", "sensors", "nvidia_smi", "ethtool", "processes", "cpu", "net")) {
      HostCollectors.open(
              List.of(HostInputs.everythingOf(input)),
              HostInputs.NAMESPACE,
              HostInputs.BASE,
              HostRoots.OWN,
              new SystemTimeSource())
          .get(0)
          .aside()
          .ifPresent(thread -> beside.put(input, thread));
    }
    assertThat(beside)
        .containsOnlyKeys("disk", "systemd", "sensors", "nvidia_smi", "ethtool", "processes");
    assertThat(beside.values()).doesNotHaveDuplicates();
  }

  @Test
  void refusesAnInputAndAFieldThatThereAreNot() {
    assertThatThrownBy(() -> open(HostInputs.of("gpu")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> open(HostInputs.of("mem", "usedd")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("usedd");
  }

  @Test
  void cpuAgreesWithTheKernel() throws IOException {
    open(HostInputs.everythingOf("cpu")).collect(SECOND, out);
    long[] ticks =
        Arrays.stream(lines("/proc/stat").get(0).replaceAll("cpu +", "").split(" ", -1))
            .mapToLong(Long::parseLong)
            .toArray();
    assertThat(out.value("cpu_time_user")).isCloseTo(ticks[0] / 100.0, within(2.0));
    assertThat(out.value("cpu_time_idle")).isCloseTo(ticks[3] / 100.0, within(2.0));
    double uptime = Double.parseDouble(lines("/proc/uptime").get(0).split(" ", -1)[0]);
    long boot = new SystemTimeSource().wallNanos() / SECOND - (long) uptime;
    out.clear();
    open(HostInputs.of("cpu", "time_idle")).collect(Long.MAX_VALUE, out);
    long started = out.only("cpu_time_idle", Map.of()).startNanos();
    assertThat(started / SECOND).isCloseTo(boot, within(5L));
  }

  @Test
  void memAgreesWithTheKernel() throws IOException {
    open(HostInputs.everythingOf("mem")).collect(SECOND, out);
    double near = 256.0 * (1 << 20);
    assertThat(out.value("mem_total")).isEqualTo(meminfo("MemTotal"));
    assertThat(out.value("mem_free")).isCloseTo(meminfo("MemFree"), within(near));
    assertThat(out.value("mem_available")).isCloseTo(meminfo("MemAvailable"), within(near));
    assertThat(out.value("mem_buffered")).isCloseTo(meminfo("Buffers"), within(near));
    assertThat(out.value("mem_active")).isCloseTo(meminfo("Active"), within(near));
  }

  @Test
  void diskAgreesWithTheJdk() throws IOException {
    open(HostInputs.withResources("disk", List.of("/"), "total", "free", "used", "inodes_total"))
        .collect(SECOND, out);
    FileStore store = Files.getFileStore(Path.of("/"));
    double near = 1 << 30;
    assertThat(out.value("disk_total", "path", "/")).isEqualTo((double) store.getTotalSpace());
    assertThat(out.value("disk_free")).isCloseTo((double) store.getUsableSpace(), within(near));
    assertThat(out.value("disk_used"))
        .isCloseTo((double) (store.getTotalSpace() - store.getUnallocatedSpace()), within(near));
    assertThat(out.only("disk_total", Map.of()).series().dimensions().entries())
        .containsEntry("fstype", store.type());
  }

  @Test
  void netAgreesWithTheKernel() throws IOException {
    Collector net = open(HostInputs.withResources("net", List.of("lo"), "bytes_recv"));
    net.collect(SECOND, out);
    long before = loopbackBytes();
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      socket.send(new DatagramPacket(new byte[5000], 5000, socket.getLocalSocketAddress()));
    }
    long after = loopbackBytes();
    net.collect(2 * SECOND, out);
    assertThat(out.value("net_bytes_recv")).isGreaterThanOrEqualTo((double) (after - before));
    assertThat(after - before).isGreaterThanOrEqualTo(5000);
  }

  @Test
  void diskIoListsEveryBlockDevice() throws IOException {
    open(HostInputs.of("diskio", "iops_in_progress")).collect(SECOND, out);
    List<String> devices = new ArrayList<>();
    for (String line : lines("/proc/diskstats")) {
      devices.add(line.strip().split(" +", -1)[2]);
    }
    assertThat(out.all().stream().map(s -> s.series().dimensions().entries().get("name")))
        .containsExactlyElementsOf(devices);
  }

  @Test
  void systemAgreesWithTheKernel() throws IOException {
    open(HostInputs.everythingOf("system")).collect(SECOND, out);
    String[] load = lines("/proc/loadavg").get(0).split(" ", -1);
    assertThat(out.value("system_load15")).isCloseTo(Double.parseDouble(load[2]), within(0.5));
    double uptime = Double.parseDouble(lines("/proc/uptime").get(0).split(" ", -1)[0]);
    assertThat(out.value("system_uptime")).isCloseTo(uptime, within(5.0));
  }

  /** The inputs whose fields every host has: not every one has such drivers and hardware. */
  private static List<String> everywhere() {
    return HostFields.inputs().stream().filter(input -> !OF_SOME_HOSTS.contains(input)).toList();
  }

  private static String published(String input, String field) {
    return field.equals("pid_count") ? "procstat_lookup_pid_count" : input + "_" + field;
  }

  /** Of net the loopback, since not every host has another interface; of processes, ourselves. */
  private static HostInputConfig everything(String input) {
    String[] fields = HostFields.of(input).keySet().toArray(new String[0]);
    return switch (input) {
      case "net" -> HostInputs.withResources(input, List.of("lo"), fields);
      case "procstat" -> HostInputs.procstat(Kind.EXE, "^java$", fields);
      default -> HostInputs.of(input, fields);
    };
  }

  /** Lets pass what OSHI remembers, and a few ticks. */
  private void sampleTwice(List<String> inputs, Function<HostInputConfig, Collector> maker)
      throws IOException {
    List<Collector> collectors =
        inputs.stream().map(input -> maker.apply(everything(input))).toList();
    for (Collector collector : collectors) {
      collector.collect(SECOND, out);
    }
    TimeSource time = new SystemTimeSource();
    long since = time.nanos();
    while (time.nanos() - since < SECOND / 2) {
      Thread.onSpinWait();
    }
    for (Collector collector : collectors) {
      collector.collect(2 * SECOND, out);
    }
  }

  private static Collector open(HostInputConfig config) {
    return HostCollectors.open(
            List.of(config),
            HostInputs.NAMESPACE,
            HostInputs.BASE,
            HostRoots.OWN,
            new SystemTimeSource())
        .get(0)
        .collector();
  }

  private static double meminfo(String name) throws IOException {
    for (String line : lines("/proc/meminfo")) {
      if (line.startsWith(name + ":")) {
        return 1024 * Double.parseDouble(line.replaceAll("[^0-9]", ""));
      }
    }
    throw new AssertionError(name);
  }

  private static long loopbackBytes() throws IOException {
    for (String line : lines("/proc/net/dev")) {
      if (line.strip().startsWith("lo:")) {
        return Long.parseLong(line.strip().substring(3).strip().split(" +", -1)[0]);
      }
    }
    throw new AssertionError("no loopback");
  }

  private static List<String> lines(String path) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(Path.of(path))) {
      return reader.lines().toList();
    }
  }
}
