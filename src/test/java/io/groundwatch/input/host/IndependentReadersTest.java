package io.groundwatch.input.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.groundwatch.runtime.SystemTimeSource;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Collectors on this host against programs that read it too: df, vmstat, iostat (Debian's sysstat)
 * and prometheus-node-exporter; a program that is not installed is skipped. Where a number only
 * grows, ours lies between theirs before and after; where it moves, it is near.
 */
@EnabledOnOs(OS.LINUX)
class IndependentReadersTest {
  private static final long SECOND = 1_000_000_000L;

  /** What others on the host may take between two looks. */
  private static final double MEMORY_BYTES = 1L << 30;

  private static final double VOLUME_BYTES = 1L << 30;
  private static final double INODES = 20_000;
  private static final double PROCESSES = 200;
  private static final double CPU_SECONDS_AROUND = 0.02;

  private final Samples out = new Samples();

  @Test
  void diskIsAsDfSays() throws IOException {
    needs("df");
    open("disk", "total", "used", "free", "inodes_total", "inodes_used", "used_percent")
        .collect(SECOND, out);
    String[] df =
        run("df", "-B1", "--output=size,used,avail,itotal,iused,pcent", "/")
            .get(1)
            .strip()
            .split(" +", -1);
    assertThat(volume("total")).isEqualTo(Double.parseDouble(df[0]));
    assertThat(volume("used")).isCloseTo(Double.parseDouble(df[1]), within(VOLUME_BYTES));
    assertThat(volume("free")).isCloseTo(Double.parseDouble(df[2]), within(VOLUME_BYTES));
    assertThat(volume("inodes_total")).isEqualTo(Double.parseDouble(df[3]));
    assertThat(volume("inodes_used")).isCloseTo(Double.parseDouble(df[4]), within(INODES));
    // df rounds up.
    double percent = Double.parseDouble(df[5].replace("%", ""));
    assertThat(volume("used_percent")).isBetween(percent - 2, percent + 1);
  }

  @Test
  void memSwapAndCpuAreAsVmstatSays() throws IOException {
    needs("vmstat");
    Collector cpu = open("cpu", "time_user", "time_system", "time_idle", "time_nice");
    List<String> before = run("vmstat", "-s");
    cpu.collect(SECOND, out);
    open("mem", "total", "free", "buffered", "active").collect(SECOND, out);
    open("swap", "used", "free").collect(SECOND, out);
    List<String> after = run("vmstat", "-s");

    assertThat(out.value("mem_total")).isEqualTo(1024 * stat(after, "K total memory"));
    for (String name : List.of("free", "active")) {
      assertThat(out.value("mem_" + name))
          .isCloseTo(1024 * stat(after, "K " + name + " memory"), within(MEMORY_BYTES));
    }
    assertThat(out.value("mem_buffered"))
        .isCloseTo(1024 * stat(after, "K buffer memory"), within(MEMORY_BYTES));
    assertThat(out.value("swap_used") + out.value("swap_free"))
        .isEqualTo(1024 * stat(after, "K total swap"));
    Map<String, String> times =
        Map.of(
            "cpu_time_user", "non-nice user cpu ticks",
            "cpu_time_nice", "nice user cpu ticks",
            "cpu_time_system", "system cpu ticks");
    times.forEach(
        (metric, line) ->
            assertThat(out.value(metric, "cpu", "cpu-total"))
                .as(metric)
                .isBetween(
                    stat(before, line) / 100 - CPU_SECONDS_AROUND,
                    stat(after, line) / 100 + CPU_SECONDS_AROUND));
  }

  @Test
  void diskioGrowsAsIostatSays(@TempDir Path folder) throws IOException {
    needs("iostat");
    Collector diskio = open("diskio", "write_bytes", "read_bytes");
    Map<String, double[]> outerBefore = iostat();
    diskio.collect(SECOND, out);
    Map<String, double[]> innerBefore = iostat();
    write(folder.resolve("f"));
    Map<String, double[]> innerAfter = iostat();
    out.clear();
    diskio.collect(2 * SECOND, out);
    Map<String, double[]> outerAfter = iostat();
    int compared = 0;
    for (String device : outerBefore.keySet()) {
      for (int i = 0; i < 2; i++) {
        String metric = i == 0 ? "diskio_read_bytes" : "diskio_write_bytes";
        double least = 1024 * (of(innerAfter, device)[i] - of(innerBefore, device)[i] - 1);
        double most = 1024 * (of(outerAfter, device)[i] - of(outerBefore, device)[i] + 1);
        assertThat(out.value(metric, "name", device)).as(device).isBetween(least, most);
        compared++;
      }
    }
    assertThat(compared).isPositive();
  }

  @Test
  void netAndSocketsAndProcessesAreAsNodeExporterSays() throws IOException, InterruptedException {
    needs("prometheus-node-exporter");
    try (NodeExporter exporter =
        NodeExporter.start(
            "--collector.disable-defaults",
            "--collector.netdev",
            "--collector.meminfo",
            "--collector.sockstat",
            "--collector.processes")) {
      Collector net =
          HostCollectors.open(
                  List.of(
                      HostInputs.withResources("net", List.of("lo"), "bytes_recv", "packets_sent")),
                  HostInputs.NAMESPACE,
                  HostInputs.BASE,
                  HostRoots.OWN,
                  new SystemTimeSource())
              .get(0)
              .collector();
      Map<String, Double> outerBefore = exporter.scrape();
      net.collect(SECOND, out);
      Map<String, Double> innerBefore = exporter.scrape();
      send();
      Map<String, Double> innerAfter = exporter.scrape();
      net.collect(2 * SECOND, out);
      open("netstat", "tcp_listen", "udp_socket").collect(2 * SECOND, out);
      open("processes", "total", "total_threads").collect(2 * SECOND, out);
      open("mem", "total", "available").collect(2 * SECOND, out);
      Map<String, Double> after = exporter.scrape();

      for (String[] pair :
          new String[][] {
            {"net_bytes_recv", "node_network_receive_bytes_total{device=\"lo\"}"},
            {"net_packets_sent", "node_network_transmit_packets_total{device=\"lo\"}"}
          }) {
        assertThat(out.value(pair[0]))
            .as(pair[0])
            .isBetween(
                of(innerAfter, pair[1]) - of(innerBefore, pair[1]),
                of(after, pair[1]) - of(outerBefore, pair[1]));
      }
      assertThat(out.value("mem_total")).isEqualTo(of(after, "node_memory_MemTotal_bytes"));
      assertThat(out.value("mem_available"))
          .isCloseTo(of(after, "node_memory_MemAvailable_bytes"), within(MEMORY_BYTES));
      double processes =
          after.entrySet().stream()
              .filter(e -> e.getKey().startsWith("node_processes_state{"))
              .mapToDouble(Map.Entry::getValue)
              .sum();
      assertThat(out.value("processes_total")).isCloseTo(processes, within(PROCESSES));
      assertThat(out.value("processes_total_threads"))
          .isCloseTo(of(after, "node_processes_threads"), within(10 * PROCESSES));
      double udp =
          after.getOrDefault("node_sockstat_UDP_inuse", 0.0)
              + after.getOrDefault("node_sockstat_UDP6_inuse", 0.0);
      assertThat(out.value("netstat_udp_socket")).isCloseTo(udp, within(PROCESSES));
    }
  }

  @Test
  void aSocketThatListensIsCounted() throws IOException {
    Collector netstat = open("netstat", "tcp_listen");
    netstat.collect(SECOND, out);
    double before = out.value("netstat_tcp_listen");
    out.clear();
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(socket.isBound()).isTrue();
      netstat.collect(2 * SECOND, out);
      // Others on the host may stop listening meanwhile, but hardly so many.
      assertThat(out.value("netstat_tcp_listen")).isCloseTo(before + 1, within(20.0));
    }
  }

  private double volume(String field) {
    return out.value("disk_" + field, "path", "/");
  }

  private static Collector open(String input, String... fields) {
    return HostCollectors.open(
            List.of(
                input.equals("disk")
                    ? HostInputs.withResources(input, List.of("/"), fields)
                    : HostInputs.of(input, fields)),
            HostInputs.NAMESPACE,
            HostInputs.BASE,
            HostRoots.OWN,
            new SystemTimeSource())
        .get(0)
        .collector();
  }

  private static void send() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      socket.send(new DatagramPacket(new byte[5000], 5000, socket.getLocalSocketAddress()));
    }
  }

  private static void write(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(1 << 20));
      channel.force(true);
    }
  }

  /** KiB read and written since boot, by device. */
  private static Map<String, double[]> iostat() throws IOException {
    return run("iostat", "-d", "-k").stream()
        .map(line -> line.strip().split(" +", -1))
        .filter(words -> words.length == 8 && !words[0].equals("Device"))
        .collect(
            Collectors.toMap(
                words -> words[0],
                words ->
                    new double[] {Double.parseDouble(words[5]), Double.parseDouble(words[6])}));
  }

  private static <T> T of(Map<String, T> values, String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  private static double stat(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.strip().replaceFirst("^[0-9]+ ", "").equals(name))
        .mapToDouble(line -> Double.parseDouble(line.strip().split(" ", 2)[0]))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name));
  }

  private static List<String> run(String... line) throws IOException {
    return new HostCommand(Duration.ofSeconds(60)).run(List.of(line));
  }

  private static void needs(String program) {
    boolean there =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    assumeTrue(there, "skipped: " + program + " is not installed");
  }
}
