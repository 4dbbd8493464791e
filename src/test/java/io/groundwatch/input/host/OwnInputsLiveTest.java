package io.groundwatch.input.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.groundwatch.runtime.SystemTimeSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * The inputs that are ours alone on the host that runs the test: what the test does to the host, or
 * reads of it in its own way, is what they must tell. What this host does not have is skipped.
 */
@EnabledOnOs(OS.LINUX)
class OwnInputsLiveTest {
  private static final long SECOND = 1_000_000_000L;
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private final Samples out = new Samples();

  @Test
  void psiGrowsAsTheKernelsOwnTotal() throws IOException {
    assumeThat(Path.of("/proc/pressure/cpu")).isReadable();
    Collector psi = open("psi");
    long outerBefore = stalled();
    psi.collect(SECOND, out);
    long innerBefore = stalled();
    long innerAfter = stalled();
    psi.collect(2 * SECOND, out);
    long outerAfter = stalled();
    assertThat(out.value("psi_some_total", "resource", "cpu"))
        .isBetween((double) innerAfter - innerBefore, (double) outerAfter - outerBefore);
  }

  @Test
  void systemCountsWhatTheTestDoes() throws IOException, InterruptedException {
    Collector system = open("system");
    system.collect(SECOND, out);
    out.clear();
    for (int i = 0; i < 5; i++) {
      assertThat(new ProcessBuilder("true").start().waitFor()).isZero();
    }
    system.collect(2 * SECOND, out);
    assertThat(out.value("system_processes_forked")).isGreaterThanOrEqualTo(5);
    assertThat(out.value("system_context_switches")).isGreaterThanOrEqualTo(5);
    String[] handles = lines("/proc/sys/fs/file-nr").get(0).split("\t", -1);
    assertThat(out.value("system_file_handles"))
        .isCloseTo(Double.parseDouble(handles[0]), within(5000.0));
    assertThat(out.value("system_file_handles_max")).isEqualTo(Double.parseDouble(handles[2]));
    assertThat(out.value("system_n_cpus"))
        .isGreaterThanOrEqualTo(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void tcpCountsConnectionsMadeAndRefused() throws IOException {
    Collector tcp = open("tcp");
    tcp.collect(SECOND, out);
    try (ServerSocket server = new ServerSocket(0, 10, LOOPBACK);
        Socket client = new Socket(LOOPBACK, server.getLocalPort())) {
      assertThat(client.isConnected()).isTrue();
      out.clear();
      tcp.collect(2 * SECOND, out);
    }
    assertThat(out.value("tcp_active_opens")).isGreaterThanOrEqualTo(1);
    assertThat(out.value("tcp_passive_opens")).isGreaterThanOrEqualTo(1);
    assertThat(out.value("tcp_established")).isGreaterThanOrEqualTo(2);
    assertThat(out.value("tcp_segments_sent")).isGreaterThanOrEqualTo(3);
  }

  @Test
  void tcpTellsThatAListenQueueOverflowed() throws IOException {
    Collector tcp = open("tcp");
    tcp.collect(SECOND, out);
    List<SocketChannel> clients = new ArrayList<>();
    try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
      for (int i = 0; i < 50; i++) {
        SocketChannel client = SocketChannel.open();
        clients.add(client);
        client.configureBlocking(false);
        client.connect(new InetSocketAddress(LOOPBACK, server.getLocalPort()));
      }
      out.clear();
      tcp.collect(2 * SECOND, out);
    } finally {
      for (SocketChannel client : clients) {
        client.close();
      }
    }
    assertThat(out.value("tcp_listen_overflows")).isGreaterThanOrEqualTo(1);
    assertThat(out.value("tcp_listen_drops")).isGreaterThanOrEqualTo(1);
  }

  @Test
  void udpTellsWhatNobodyTookInTime() throws IOException {
    Collector udp = open("udp");
    udp.collect(SECOND, out);
    try (DatagramSocket slow = new DatagramSocket(0, LOOPBACK);
        DatagramSocket sender = new DatagramSocket(0, LOOPBACK)) {
      slow.setReceiveBufferSize(4096);
      for (int i = 0; i < 100; i++) {
        sender.send(new DatagramPacket(new byte[4096], 4096, slow.getLocalSocketAddress()));
      }
      out.clear();
      udp.collect(2 * SECOND, out);
    }
    assertThat(out.value("udp_receive_buffer_errors")).isGreaterThanOrEqualTo(1);
    assertThat(out.value("udp_err_in"))
        .isGreaterThanOrEqualTo(out.value("udp_receive_buffer_errors"));
  }

  @Test
  void conntrackAgreesWithTheKernel() throws IOException {
    assumeThat(Path.of("/proc/sys/net/netfilter/nf_conntrack_max")).isReadable();
    open("conntrack").collect(SECOND, out);
    assertThat(out.value("conntrack_max")).isEqualTo(number("nf_conntrack_max"));
    assertThat(out.value("conntrack_count"))
        .isCloseTo(number("nf_conntrack_count"), within(1000.0));
  }

  @Test
  void theOwnCgroupUsesAtLeastWhatThisProcessUses() throws IOException {
    assumeThat(lines("/proc/self/cgroup")).isNotEmpty().noneMatch(line -> line.contains("/.."));
    SystemTimeSource time = new SystemTimeSource();
    Collector cgroup = open("cgroup");
    long startedNanos = time.nanos();
    cgroup.collect(SECOND, out);
    long before = ownCpuNanos();
    while (ownCpuNanos() - before < SECOND / 5) {
      Thread.onSpinWait();
    }
    long used = ownCpuNanos() - before;
    out.clear();
    cgroup.collect(2 * SECOND, out);
    double atMostNanos = time.nanos() - startedNanos;
    assertThat(out.value("cgroup_cpu_usage")).isGreaterThanOrEqualTo(90.0 * used / atMostNanos);
  }

  @Test
  void ioErrorsAgreeWithTheFilesOfExt4() throws IOException {
    assumeThat(Path.of("/sys/fs/ext4")).isDirectory();
    Map<String, Double> expected = new HashMap<>();
    try (DirectoryStream<Path> devices = Files.newDirectoryStream(Path.of("/sys/fs/ext4"))) {
      for (Path device : devices) {
        if (Files.isReadable(device.resolve("errors_count"))) {
          String errors = Files.readString(device.resolve("errors_count")).strip();
          expected.put(device.getFileName().toString(), Double.parseDouble(errors));
        }
      }
    }
    assumeThat(expected).isNotEmpty();
    open("io_errors").collect(SECOND, out);
    expected.forEach(
        (name, errors) ->
            assertThat(out.value("io_errors_filesystem", "name", name)).isEqualTo(errors));
  }

  @Test
  void systemdAgreesWithItsOwnList() throws IOException, InterruptedException {
    assumeThat(Path.of("/run/systemd/system")).isDirectory();
    open("systemd").collect(SECOND, out);
    Process list =
        new ProcessBuilder("systemctl", "list-units", "--failed", "--plain", "--no-legend").start();
    long failed;
    try (BufferedReader reader = list.inputReader()) {
      failed = reader.lines().filter(line -> !line.isBlank()).count();
    }
    assertThat(list.waitFor()).isZero();
    assertThat(out.value("systemd_failed_count")).isEqualTo((double) failed);
  }

  private static Collector open(String input) {
    return HostCollectors.open(
            List.of(HostInputs.everythingOf(input)),
            HostInputs.NAMESPACE,
            HostInputs.BASE,
            HostRoots.OWN,
            new SystemTimeSource())
        .get(0)
        .collector();
  }

  private static long stalled() throws IOException {
    String some = lines("/proc/pressure/cpu").get(0);
    return Long.parseLong(some.substring(some.indexOf("total=") + 6));
  }

  private static double number(String file) throws IOException {
    return Double.parseDouble(lines("/proc/sys/net/netfilter/" + file).get(0));
  }

  /** Kernel's ticks of a hundredth of a second, user and system. */
  private static long ownCpuNanos() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
  }

  private static List<String> lines(String path) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(Path.of(path))) {
      return reader.lines().toList();
    }
  }
}
