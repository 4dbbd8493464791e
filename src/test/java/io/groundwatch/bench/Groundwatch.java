package io.groundwatch.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The packaged agent. Its disk buffer is always on. */
final class Groundwatch implements Contender {
  static final String NAME = "groundwatch";

  private static final String HOST =
      """
      "metrics": {"metrics_collected": {
          "cpu": {"measurement": ["usage_active", "usage_user", "usage_system", "usage_iowait"]},
          "mem": {"measurement": ["used_percent", "available"]},
          "disk": {"measurement": ["used_percent", "free"]},
          "diskio": {"measurement": ["reads", "writes", "read_bytes", "write_bytes"]},
          "net": {"measurement": ["bytes_recv", "bytes_sent", "err_in", "err_out"]}}},
      """;

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
        "destinations": {"central": {
            "type": "http", "url": "http://127.0.0.1:%d/ingest", "compression": "%s"}}
        }
        """
            .formatted(
                job.folder().resolve("state"),
                Math.max(1, job.sampleSeconds()),
                job.samples() ? HOST : "",
                job.tails() ? logs : "",
                job.port(),
                job.compression());
    Path launcher = Path.of(System.getProperty("groundwatch.layout"), "bin", "groundwatch");
    return List.of(
        launcher.toString(), "run", "--config", Contender.write(job, "config.json", config));
  }
}
