package io.groundwatch.hostvalues;

import io.groundwatch.input.host.NodeExporter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What other programs say of the host at one time.
 *
 * @param fromNanos when they were begun to be asked, since the epoch
 * @param toNanos when all had answered
 * @param values by the reader's name and its own name of the number: {@code vmstat K total memory},
 *     {@code df size}, {@code iostat vda read}, {@code node_load1}
 */
record Look(long fromNanos, long toNanos, Map<String, Double> values) {
  private static final List<String> DF = List.of("size", "used", "avail", "itotal", "iavail");
  private static final int IOSTAT_COLUMNS = 8;

  /** Asks all of them. */
  static Look at(NodeExporter exporter) throws IOException, InterruptedException {
    long from = now();
    Map<String, Double> values = new HashMap<>(exporter.scrape());
    for (String line : run("vmstat", "-s")) {
      String[] words = line.strip().split(" ", 2);
      values.put("vmstat " + words[1], Double.valueOf(words[0]));
    }
    List<String> df = run("df", "-B1", "--output=" + String.join(",", DF), "/");
    String[] numbers = df.get(1).strip().split(" +", -1);
    for (int i = 0; i < numbers.length; i++) {
      values.put("df " + DF.get(i), Double.valueOf(numbers[i]));
    }
    for (String line : run("iostat", "-d", "-k")) {
      String[] words = line.strip().split(" +", -1);
      if (words.length == IOSTAT_COLUMNS && !words[0].startsWith("Device")) {
        values.put("iostat " + words[0] + " read", Double.valueOf(words[5]));
        values.put("iostat " + words[0] + " written", Double.valueOf(words[6]));
      }
    }
    addSums(values);
    values.put("uptime", values.get("node_time_seconds") - values.get("node_boot_time_seconds"));
    return new Look(from, now(), values);
  }

  /** What the agent counts together and node exporter by kind. */
  private static void addSums(Map<String, Double> values) {
    sum(values, "udp sent", "node_netstat_Udp_OutDatagrams");
    sum(values, "udp sockets", "node_sockstat_UDP_inuse", "node_sockstat_UDP6_inuse");
    String[] states =
        values.keySet().stream()
            .filter(name -> name.startsWith("node_processes_state{"))
            .toArray(String[]::new);
    sum(values, "processes", states);
  }

  private static void sum(Map<String, Double> values, String name, String... parts) {
    values.put(name, Stream.of(parts).mapToDouble(p -> values.getOrDefault(p, 0.0)).sum());
  }

  private static long now() {
    return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
  }

  private static List<String> run(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LC_ALL", "C");
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(command[0] + " ended with " + process.exitValue());
    }
    return new ArrayList<>(text.lines().toList());
  }
}
