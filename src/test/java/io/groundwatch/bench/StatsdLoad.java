package io.groundwatch.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends StatsD to the packaged agent at a steady rate, and prints what of it was added up and what
 * that cost. Arguments: metrics a second, metrics a packet, seconds.
 */
public final class StatsdLoad {
  private static final int SERIES = 1000;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long SETTLE_MILLIS = 2000;

  private final HttpClient client = HttpClient.newHttpClient();
  private final int statsdPort;
  private final int monitorPort;
  private final Path folder;

  private StatsdLoad() throws IOException {
    try (DatagramSocket udp =
            new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        ServerSocket tcp = new ServerSocket(0)) {
      statsdPort = udp.getLocalPort();
      monitorPort = tcp.getLocalPort();
    }
    folder = Files.createTempDirectory("groundwatch-statsd");
  }

  /** Runs it. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int rate = Integer.parseInt(arguments[0]);
    int aPacket = Integer.parseInt(arguments[1]);
    int seconds = Integer.parseInt(arguments[2]);
    new StatsdLoad().run(rate, aPacket, seconds);
  }

  private void run(int rate, int aPacket, int seconds) throws IOException, InterruptedException {
    Process agent = start();
    try {
      while (metric("agent_statsd_packets_total") < 0) {
        watch(agent, 100);
      }
      send(rate, aPacket, 1); // warm
      watch(agent, SETTLE_MILLIS);
      double before = metric("agent_statsd_lines_total");
      ProcessCost costBefore = ProcessCost.of(agent.pid());
      long sent = send(rate, aPacket, seconds);
      ProcessCost cost = ProcessCost.of(agent.pid());
      watch(agent, SETTLE_MILLIS);
      double added = metric("agent_statsd_lines_total") - before;
      System.out.printf(
          "%,d metrics sent in %.1f s, %d a packet; %,.0f added up, %,.0f missing; CPU %.1f %% of a"
              + " core; RSS %.0f MB%n",
          sent,
          cost.secondsSince(costBefore),
          aPacket,
          added,
          sent - added,
          cost.cpuPercentSince(costBefore),
          cost.residentBytes() / 1e6);
    } finally {
      agent.destroy();
      agent.waitFor();
    }
  }

  /** Gives the agent that long; it is not to end. */
  private void watch(Process agent, long milliseconds) throws IOException, InterruptedException {
    if (agent.waitFor(milliseconds, TimeUnit.MILLISECONDS)) {
      throw new IOException("the agent ended: " + Files.readString(folder.resolve("said")));
    }
  }

  private Process start() throws IOException {
    String config =
        """
        {"agent": {"state_directory": "%s", "monitor_listen": "127.0.0.1:%d"},
         "metrics": {"metrics_collected": {"statsd": {"service_address": "127.0.0.1:%d"}}},
         "destinations": {"console": {"type": "stdout"}}}
        """
            .formatted(folder.resolve("state"), monitorPort, statsdPort);
    Files.writeString(folder.resolve("config.json"), config);
    Path launcher = Path.of(System.getProperty("groundwatch.layout"), "bin", "groundwatch");
    return new ProcessBuilder(
            launcher.toString(), "run", "--config", folder.resolve("config.json").toString())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(folder.resolve("said").toFile())
        .start();
  }

  private long send(int rate, int aPacket, int seconds) throws IOException {
    byte[][] packets = packets(aPacket);
    long sent = 0;
    long start = System.nanoTime();
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(InetAddress.getLoopbackAddress(), statsdPort);
      while (System.nanoTime() - start < TimeUnit.SECONDS.toNanos(seconds)) {
        long due = (long) ((System.nanoTime() - start) / 1e9 * rate);
        for (; sent < due; sent += aPacket) {
          byte[] packet = packets[(int) (sent / aPacket % packets.length)];
          socket.send(new DatagramPacket(packet, packet.length));
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
    return sent;
  }

  private static byte[][] packets(int aPacket) {
    byte[][] packets = new byte[SERIES][];
    for (int i = 0; i < packets.length; i++) {
      StringBuilder text = new StringBuilder();
      for (int k = 0; k < aPacket; k++) {
        int series = (i * aPacket + k) % SERIES;
        String type =
            switch (series % 4) {
              case 0 -> "%d|c".formatted(k);
              case 1 -> "%d.5|g".formatted(i);
              default -> "%d|ms".formatted(i % 500);
            };
        text.append("app.request.metric%d:%s|#env:prod,zone:z%d\n".formatted(series, type, k % 3));
      }
      packets[i] = text.toString().getBytes(UTF_8);
    }
    return packets;
  }

  /** Negative where it is not there yet. */
  private double metric(String name) throws InterruptedException {
    try {
      String all =
          client
              .send(
                  HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + monitorPort + "/metrics"))
                      .build(),
                  BodyHandlers.ofString())
              .body();
      return all.lines()
          .filter(line -> line.startsWith(name + " "))
          .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
          .findFirst()
          .orElse(-1);
    } catch (IOException e) {
      return -1; // it does not listen yet
    }
  }
}
