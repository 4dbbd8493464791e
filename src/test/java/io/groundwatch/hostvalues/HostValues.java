package io.groundwatch.hostvalues;

import io.groundwatch.hostvalues.Comparison.Result;
import io.groundwatch.input.host.NodeExporter;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * {@code packaging/test/host-values}: runs the packaged agent for some seconds, asks vmstat, df,
 * iostat, sar and prometheus-node-exporter all the while, and compares what they say.
 */
public final class HostValues {
  private static final int LOOKS = 15;
  private static final long BETWEEN_MILLIS = 700;

  /** About as long as all the looks take. */
  private static final int SAR_SECONDS = 12;

  /** So many at least have to be told on any Linux; else this compared nothing. */
  private static final int LEAST_COMPARED = 40;

  /** Points of a percentage, between two programs that begin and end a little apart. */
  private static final double USAGE_POINTS = 10;

  private static final String CONFIG =
      """
      {"agent": {"metrics_collection_interval": 1, "state_directory": "%s"},
       "metrics": {"metrics_collected": {
         "cpu": {"measurement": ["usage_idle", "time_user", "time_nice", "time_system", "time_irq",
           "time_softirq", "time_steal", "time_idle", "time_iowait"], "resources": ["*"]},
         "mem": {"measurement": ["total", "free", "available", "buffered", "active", "inactive", "shared"]},
         "swap": {"measurement": ["used", "free"]},
         "disk": {"measurement": ["total", "used", "free", "inodes_total", "inodes_free"], "resources": ["/"]},
         "diskio": {"measurement": ["reads", "writes", "read_bytes", "write_bytes"]},
         "net": {"measurement": ["bytes_recv", "bytes_sent", "packets_recv", "packets_sent"], "resources": ["lo"]},
         "netstat": {"measurement": ["tcp_established", "udp_socket"]},
         "processes": {"measurement": ["total", "total_threads", "running"]},
         "procstat": [{"exe": "^prometheus-node-exporter$",
           "measurement": ["memory_rss", "memory_vms", "num_fds", "cpu_time_user"]}],
         "system": {"measurement": ["load1", "load15", "uptime", "context_switches", "interrupts",
           "processes_forked", "file_handles", "file_handles_max", "entropy_avail"]},
         "psi": {"measurement": ["some_total", "full_total"]},
         "conntrack": {"measurement": ["count", "max"]},
         "tcp": {"measurement": ["established", "active_opens", "passive_opens", "segments_sent",
           "segments_recv", "retransmits", "listen_drops"]},
         "udp": {"measurement": ["datagrams_sent"]}
       }},
       "destinations": {"out": {"type": "stdout"}}}
      """;

  private HostValues() {}

  /** Runs it in the folder that is named; exits with 1 where something differs. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path folder = Path.of(args[0]);
    Path out = folder.resolve("out.ndjson");
    Path config = folder.resolve("config.json");
    Files.writeString(config, CONFIG.formatted(folder.resolve("state")));
    List<Look> looks = new ArrayList<>();
    String sar;
    try (NodeExporter exporter = NodeExporter.start("--collector.processes")) {
      Process agent = agent(config, out);
      try {
        Process averages =
            new ProcessBuilder("sar", "-u", "1", String.valueOf(SAR_SECONDS)).start();
        for (int i = 0; i < LOOKS; i++) {
          looks.add(Look.at(exporter));
          bustle(folder);
          if (agent.waitFor(BETWEEN_MILLIS, TimeUnit.MILLISECONDS)) {
            throw new IOException("the agent ended with " + agent.exitValue());
          }
        }
        sar = new String(averages.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      } finally {
        agent.destroy();
        agent.waitFor();
      }
    }
    Map<String, List<Sample>> samples = Sample.of(out);
    boolean usage = compareWithSar(samples, sar);
    System.exit(compare(samples, looks) && usage ? 0 : 1);
  }

  private static Process agent(Path config, Path out) throws IOException {
    Path launcher = Path.of(System.getProperty("groundwatch.layout"), "bin", "groundwatch");
    ProcessBuilder builder =
        new ProcessBuilder(launcher.toString(), "run", "--config", config.toString());
    builder.environment().remove("JOURNAL_STREAM");
    return builder
        .redirectOutput(out.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** A little of everything, so that something can be told apart from nothing. */
  private static void bustle(Path folder) throws IOException {
    try (FileChannel file =
        FileChannel.open(
            folder.resolve("written"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.allocate(1 << 20));
      file.force(true);
    }
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      socket.send(new DatagramPacket(new byte[5000], 5000, socket.getLocalSocketAddress()));
    }
  }

  private static boolean compare(Map<String, List<Sample>> samples, List<Look> looks) {
    int compared = 0;
    int wrong = 0;
    for (Comparison comparison : Comparisons.of(samples.keySet())) {
      if (comparison.isTold(looks)) {
        Result result =
            comparison.check(samples.getOrDefault(comparison.series(), List.of()), looks);
        compared++;
        wrong += result.fault().isPresent() ? 1 : 0;
        System.out.printf(
            "%-6s %-60s %3d samples  %s%s%n",
            result.fault().isPresent() ? "WRONG" : "same",
            comparison.series(),
            result.compared(),
            comparison.other(),
            result.fault().map(fault -> ": " + fault).orElse(""));
      }
    }
    System.out.printf("host-values: %d compared, %d wrong.%n", compared, wrong);
    return wrong == 0 && compared >= LEAST_COMPARED;
  }

  /** Usage as the mean of our samples, and as sar's average of about the same seconds. */
  private static boolean compareWithSar(Map<String, List<Sample>> samples, String sar) {
    double theirs =
        sar.lines()
            .filter(line -> line.startsWith("Average:"))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
            .findFirst()
            .orElse(Double.NaN);
    double ours =
        samples.getOrDefault("cpu_usage_idle{cpu=cpu-total}", List.of()).stream()
            .mapToDouble(Sample::value)
            .average()
            .orElse(Double.NaN);
    boolean same = Math.abs(ours - theirs) <= USAGE_POINTS;
    System.out.printf(
        "%-6s cpu_usage_idle{cpu=cpu-total}: %.2f on average; sar: %.2f (off by %.0f at most)%n",
        same ? "same" : "WRONG", ours, theirs, USAGE_POINTS);
    return same;
  }
}
