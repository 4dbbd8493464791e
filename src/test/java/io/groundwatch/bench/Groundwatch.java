package io.groundwatch.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The packaged agent. Its disk buffer is always on. */
final class Groundwatch implements Contender {
  static final String NAME = "groundwatch";

  /** What host metrics are compared by. */
  static final String HOST =
      """
      "metrics": {"metrics_collected": {
          "cpu": {"measurement": ["usage_active", "usage_user", "usage_system", "usage_iowait"]},
          "mem": {"measurement": ["used_percent", "available"]},
          "disk": {"measurement": ["used_percent", "free"]},
          "diskio": {"measurement": ["reads", "writes", "read_bytes", "write_bytes"]},
          "net": {"measurement": ["bytes_recv", "bytes_sent", "err_in", "err_out"]}}},
      """;

  private final String metrics;
  private final int destinations;

  Groundwatch() {
    this(HOST, 1);
  }

  /**
   * One that does something else.
   *
   * @param metrics in place of the usual, where the job samples
   * @param destinations how many, all of them the receiver
   */
  Groundwatch(String metrics, int destinations) {
    this.metrics = metrics;
    this.destinations = destinations;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean can(Job job) {
    return true;
  }

  @Override
  public List<String> prepare(Job job) throws IOException {
    String logs =
        """
        "logs": {"logs_collected": {"files": {"collect_list": [
            {"file_path": "%s", "log_group_name": "bench"}]}}},
        """
            .formatted(job.pattern());
    String config =
        """
        {
        "agent": {"state_directory": "%s", "metrics_collection_interval": %d},
        %s%s
        "destinations": {%s}
        }
        """
            .formatted(
                job.folder().resolve("state"),
                Math.max(1, job.sampleSeconds()),
                job.samples() ? metrics : "",
                job.tails() ? logs : "",
                destinations(job));
    Path launcher = Path.of(System.getProperty("groundwatch.layout"), "bin", "groundwatch");
    return List.of(
        launcher.toString(), "run", "--config", Contender.write(job, "config.json", config));
  }

  private String destinations(Job job) {
    return IntStream.range(0, destinations)
        .mapToObj(
            i ->
                "\"central%d\": {\"type\": \"http\", \"url\": \"http://127.0.0.1:%d/in\", \"compression\": \"%s\"}"
                    .formatted(i, job.port(), job.compression()))
        .collect(Collectors.joining(", "));
  }
}
