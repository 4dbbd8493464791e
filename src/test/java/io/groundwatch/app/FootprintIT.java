package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the packaged agent takes from its host with host metrics, a log file and plain HTTP, by
 * figures that do not depend on how fast the machine is. Each limit is what was measured on Java 17
 * and 25, and some room: past it, find out what came to be loaded, started or kept.
 */
class FootprintIT {
  /** 4,220 on Java 25. */
  private static final int MAX_CLASSES = 4_700;

  /** 18, of which the Java virtual machine has about ten. */
  private static final int MAX_THREADS = 24;

  /** 76 MB. */
  private static final long MAX_RESIDENT_KB = 96_000;

  private static final long SECONDS = 60;

  /** What other destinations and inputs are made of, and what other libraries bring. */
  private static final Pattern UNUSED =
      Pattern.compile(
          "io\\.groundwatch\\.(aws|input\\.(cloudwatch|collectd|emf|journal|otlp|prometheus|statsd|syslog)|output\\.(cloudwatch|otlp|prometheus"
              + "|loki|elasticsearch|influxdb|splunk))\\..*"
              + "|io\\.groundwatch\\.codec\\.Emf.*"
              + "|picocli\\.AutoComplete.*|io\\.netty\\.handler\\.ssl\\..*|javax\\.net\\.ssl\\..*"
              + "|com\\.fasterxml\\.jackson\\.(databind|dataformat)\\..*|org\\.snakeyaml\\..*");

  @TempDir Path folder;

  @Test
  void takesNoMoreThanItDid() throws Exception {
    Path classes = folder.resolve("classes.log");
    Files.writeString(folder.resolve("app.log"), "0 a\n1 b\n");
    try (AccountingServer server = AccountingServer.open();
        AgentProcess agent =
            AgentProcess.start(
                config(server.port()),
                folder.resolve("agent.log"),
                Map.of("GROUNDWATCH_JAVA_OPTS", "-Xlog:class+load:file=" + classes))) {
      assertThat(server.awaitLines(2, SECONDS)).as("lines arrive").isTrue();
      Files.writeString(folder.resolve("app.log"), "0 a\n1 b\n2 c\n");
      assertThat(server.awaitLines(3, SECONDS)).as("lines arrive").isTrue();
      assertThat(status(agent, "Threads")).as("threads").isLessThanOrEqualTo(MAX_THREADS);
      assertThat(status(agent, "VmHWM")).as("kB").isLessThanOrEqualTo(MAX_RESIDENT_KB);
      assertThat(agent.stop()).isZero();
    }
    List<String> loaded = loaded(classes);
    assertThat(loaded).hasSizeBetween(1000, MAX_CLASSES);
    assertThat(loaded).as("not needed here").noneMatch(UNUSED.asMatchPredicate());
  }

  /** The names in the log, without the lambdas and proxies that the virtual machine makes. */
  private static List<String> loaded(Path log) throws IOException {
    try (var lines = Files.lines(log)) {
      return lines
          .filter(line -> line.contains(" source: "))
          .map(line -> line.substring(line.lastIndexOf(']') + 1, line.indexOf(" source: ")).strip())
          .toList();
    }
  }

  private static long status(AgentProcess agent, String name) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(agent.pid()), "status")).stream()
        .filter(line -> line.startsWith(name + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  private Path config(int port) throws IOException {
    return Files.writeString(
        folder.resolve("config.json"),
        """
        {
          "agent": { "state_directory": "%1$s/state", "metrics_collection_interval": 1 },
          "metrics": { "metrics_collected": {
            "cpu": { "measurement": ["usage_active"] },
            "mem": { "measurement": ["used_percent"] },
            "disk": { "measurement": ["used_percent"] },
            "diskio": { "measurement": ["reads"] },
            "net": { "measurement": ["bytes_sent"] }
          } },
          "logs": { "logs_collected": { "files": { "collect_list": [
            { "file_path": "%1$s/app.log", "log_group_name": "app" } ] } } },
          "destinations": { "central": { "type": "http", "url": "http://127.0.0.1:%2$d/" } }
        }
        """
            .formatted(folder, port));
  }
}
