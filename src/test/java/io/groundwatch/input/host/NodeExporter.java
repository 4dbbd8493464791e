package io.groundwatch.input.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Debian's prometheus-node-exporter on a free port of the loopback. */
public final class NodeExporter implements AutoCloseable {
  private static final Pattern LISTENING =
      Pattern.compile("Listening on.*address=(127\\.0\\.0\\.1:[0-9]+)");

  private final Process process;
  private final URI metrics;
  private final HttpClient client = HttpClient.newHttpClient();

  private NodeExporter(Process process, String address) {
    this.process = process;
    this.metrics = URI.create("http://" + address + "/metrics");
  }

  /** Starts it with these options. */
  public static NodeExporter start(String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "prometheus-node-exporter",
                "--web.listen-address=127.0.0.1:0",
                "--collector.netdev.device-exclude=^none$"));
    command.addAll(List.of(options));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    BufferedReader log =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = log.readLine();
    while (line != null) {
      Matcher listening = LISTENING.matcher(line);
      if (listening.find()) {
        return new NodeExporter(process, listening.group(1));
      }
      line = log.readLine();
    }
    throw new IOException("node exporter ended without listening");
  }

  /** All that it tells, by name and labels. */
  public Map<String, Double> scrape() throws IOException, InterruptedException {
    String text =
        client.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString()).body();
    Map<String, Double> values = new HashMap<>();
    for (String line : text.split("\n", -1)) {
      int blank = line.lastIndexOf(' ');
      if (blank > 0 && !line.startsWith("#")) {
        values.put(line.substring(0, blank), Double.parseDouble(line.substring(blank + 1)));
      }
    }
    return values;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
