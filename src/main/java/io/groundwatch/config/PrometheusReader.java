package io.groundwatch.config;

import io.groundwatch.config.Fault.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code metrics.metrics_collected.prometheus}: the file that it names, which is Prometheus's
 * own configuration. What of that asks for a running Prometheus, or for a way of discovery that is
 * not served, is a warning, since such files run upstream.
 */
final class PrometheusReader {
  private static final String PATH = "prometheus_config_path";
  private static final int MAX_TEXT = 255;
  private static final int MAX_BYTES = 4 << 20;
  private static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(1);
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

  /** What of the file asks for a running Prometheus. */
  private static final List<String> OF_A_SERVER =
      List.of(
          "alerting",
          "rule_files",
          "remote_write",
          "remote_read",
          "storage",
          "tracing",
          "otlp",
          "runtime");

  private final Faults faults;

  PrometheusReader(Faults faults) {
    this.faults = faults;
  }

  /** The jobs of the file; none where it cannot be read, which is a warning. */
  List<ScrapeJob> read(ObjectReader input) {
    Optional<String> path = input.string(PATH, 1, MAX_TEXT);
    if (!input.has(PATH)) {
      input.missing(PATH, "the path of Prometheus's configuration");
    }
    input.finish(Severity.ERROR);
    return path.map(text -> file(input, text)).orElse(List.of());
  }

  private List<ScrapeJob> file(ObjectReader input, String text) {
    // Upstream takes a variable of its own containers here.
    Path file = Path.of(text.startsWith("file://") ? text.substring("file://".length()) : text);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException("larger than 4 MiB");
      }
      Faults own = new Faults();
      List<ScrapeJob> jobs = parse(file, new String(bytes, StandardCharsets.UTF_8), own);
      faults.addAll(own);
      return jobs;
    } catch (IOException e) {
      input
          .node(PATH)
          .ifPresent(
              node ->
                  faults.warning(
                      node.place(),
                      "cannot be read, so no Prometheus targets are scraped: " + e.getMessage()));
      return List.of();
    }
  }

  /** The jobs of a configuration that lies at {@code file}. */
  static List<ScrapeJob> parse(Path file, String text, Faults faults) {
    return YamlParser.parse(file.toString(), text, faults)
        .flatMap(node -> ObjectReader.of(node, faults))
        .map(root -> jobs(root, file, faults))
        .orElse(List.of());
  }

  private static List<ScrapeJob> jobs(ObjectReader root, Path file, Faults faults) {
    YamlValues values = new YamlValues(faults);
    Optional<ObjectReader> global = root.object("global");
    Duration interval =
        global.flatMap(g -> values.duration(g, "scrape_interval")).orElse(DEFAULT_INTERVAL);
    Duration timeout =
        global.flatMap(g -> values.duration(g, "scrape_timeout")).orElse(DEFAULT_TIMEOUT);
    Map<String, String> external =
        global.map(g -> values.texts(g, "external_labels")).orElse(Map.of());
    global.ifPresent(g -> g.finish(Severity.WARNING));
    ScrapeJobReader reader = new ScrapeJobReader(faults, file, interval, timeout, external);
    Map<String, ScrapeJob> jobs = new LinkedHashMap<>();
    for (ConfigNode node : root.array("scrape_configs", 0, MAX_TEXT * MAX_TEXT).orElse(List.of())) {
      ObjectReader.of(node, faults)
          .flatMap(reader::read)
          .ifPresent(
              job -> {
                if (jobs.putIfAbsent(job.name(), job) != null) {
                  faults.error(node.place(), "a second job_name " + Fault.quote(job.name()));
                }
              });
    }
    for (String key : OF_A_SERVER) {
      root.node(key)
          .ifPresent(
              node ->
                  faults.warning(
                      node.place(), "means nothing here: of this file, only targets are scraped"));
    }
    root.finish(Severity.WARNING);
    return new ArrayList<>(jobs.values());
  }
}
