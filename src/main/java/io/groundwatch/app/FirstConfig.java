package io.groundwatch.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A first configuration.
 *
 * @param intervalSeconds between two samples
 * @param logs globs of log files
 * @param url where records are sent; absent = standard output
 * @param bearerFile the file that holds the token for it
 * @param schema for editors
 */
record FirstConfig(
    int intervalSeconds,
    List<String> logs,
    Optional<String> url,
    Optional<String> bearerFile,
    Optional<Path> schema) {
  static final int DEFAULT_INTERVAL = 60;

  private static final String HOST =
      """
        "metrics": {
          "metrics_collected": {
            "cpu": { "measurement": ["usage_active", "usage_iowait"] },
            "mem": { "measurement": ["used_percent", "available"] },
            "swap": { "measurement": ["used_percent"] },
            "disk": {
              "measurement": ["used_percent", "inodes_free"],
              // What holds no data of its own; without, every container adds a series.
              "ignore_file_system_types": [
                "autofs", "binfmt_misc", "bpf", "cgroup", "cgroup2", "configfs", "debugfs", "devpts",
                "devtmpfs", "fusectl", "hugetlbfs", "mqueue", "nsfs", "overlay", "proc", "pstore", "ramfs",
                "rpc_pipefs", "securityfs", "squashfs", "sysfs", "tmpfs", "tracefs"
              ]
            },
            "diskio": { "measurement": ["reads", "writes", "read_bytes", "write_bytes"] },
            "net": { "measurement": ["bytes_recv", "bytes_sent", "err_in", "err_out"] },
            "system": { "measurement": ["load1", "load5", "uptime"] }
          }
        }""";

  /** Keeps its own copy. */
  FirstConfig {
    logs = List.copyOf(logs);
  }

  /** The same, with a schema where one is installed. */
  FirstConfig with(Optional<Path> installed) {
    return new FirstConfig(intervalSeconds, logs, url, bearerFile, installed);
  }

  /** The file. */
  String json() {
    List<String> sections = new ArrayList<>();
    schema.ifPresent(file -> sections.add("  \"$schema\": " + quoted(file.toUri().toString())));
    sections.add("  \"agent\": { \"metrics_collection_interval\": " + intervalSeconds + " }");
    sections.add(HOST.indent(2).stripTrailing());
    if (!logs.isEmpty()) {
      List<String> entries =
          logs.stream().map(glob -> "          { \"file_path\": " + quoted(glob) + " }").toList();
      sections.add(
          """
            "logs": {
              "logs_collected": {
                "files": {
                  "collect_list": [
          %s
                  ]
                }
              }
            }"""
              .formatted(String.join(",\n", entries)));
    }
    sections.add(destination());
    return "{\n" + String.join(",\n", sections) + "\n}\n";
  }

  private String destination() {
    String place =
        url.map(
                address ->
                    "\"central\": { \"type\": \"http\", \"url\": "
                        + quoted(address)
                        + bearerFile
                            .map(file -> ", \"auth\": { \"bearer_file\": " + quoted(file) + " }")
                            .orElse("")
                        + " }")
            .orElse("\"console\": { \"type\": \"stdout\" }");
    return "  \"destinations\": {\n    " + place + "\n  }";
  }

  /** What else would need an escape is no part of a path or a URL, and is a fault when read. */
  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
