package io.groundwatch.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * node_exporter with the same five collectors, which are read when it is asked. What asks is not
 * counted, so its figure is the least that its use costs.
 */
final class NodeExporter implements Contender {
  private final Optional<Path> command = Contender.installed("prometheus-node-exporter");
  private int port;

  @Override
  public String name() {
    return "node_exporter";
  }

  @Override
  public boolean can(Job job) {
    return command.isPresent() && job.samples() && !job.tails();
  }

  @Override
  public Optional<String> scrapedAt() {
    return Optional.of("http://127.0.0.1:" + port + "/metrics");
  }

  @Override
  public List<String> prepare(Job job) throws IOException {
    try (ServerSocket free = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    return List.of(
        command.orElseThrow().toString(),
        "--web.listen-address=127.0.0.1:" + port,
        "--web.disable-exporter-metrics",
        "--collector.disable-defaults",
        "--collector.cpu",
        "--collector.meminfo",
        "--collector.filesystem",
        "--collector.diskstats",
        "--collector.netdev");
  }
}
