package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged {@code config}: a first configuration, and the way from the CloudWatch Agent. */
class ConfigCommandIT {
  @TempDir Path folder;

  @Test
  void initWritesAFileOnceThatValidates() throws Exception {
    Path file = folder.resolve("config.json");
    String[] init = {
      "config",
      "init",
      "--output",
      file.toString(),
      "--url",
      "http://127.0.0.1:1/in",
      "--log",
      "/var/log/*.log"
    };
    assertExit(ExitCode.FINE, "Written: " + file, init);
    assertExit(
        ExitCode.FINE,
        "The configuration is valid.",
        "validate",
        "--strict",
        "-c",
        file.toString());
    assertThat(Files.readString(file))
        .contains("\"$schema\": \"file:///", "/conf/config.schema.json\"");
    assertExit(ExitCode.FAILED, "is there already", init);
    assertExit(
        ExitCode.CONFIGURATION, "/destinations/central/url", "config", "init", "--url", "nowhere");
  }

  @Test
  void migrateSaysWhatRunsWhatDoesNotAndWhatIsOtherwise() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("cwa.json"),
            """
            {"metrics": {"append_dimensions": {"site": "a"}, "metrics_collected": {
               "mem": {"measurement": ["used"]}, "statsd": {}, "efa": {"measurement": ["rdma_read_bytes"]}}},
             "logs": {"logs_collected": {"files": {"collect_list": [{"file_path": "/var/log/*.log"}]}}}}
            """);
    String said =
        assertExit(ExitCode.FINE, "What runs here:", "config", "migrate", file.toString());

    assertThat(said)
        .contains("Metrics: mem every 60 s")
        .contains("/metrics/metrics_collected/efa: warning: not served by this version")
        .contains("There, StatsD listens on all interfaces")
        .contains("only the newest is read")
        .contains("host stays");
  }

  @Test
  void migrateTakesOverPositionsSoThatNoLineIsSentAgain() throws Exception {
    Path log = Files.writeString(folder.resolve("app.log"), "0 a\n1 b\n2 c\n");
    Path state = Files.createDirectories(folder.resolve("cwa"));
    Files.writeString(state.resolve("app.log"), "8\n" + log + "\n0-8\n");
    try (AccountingServer server = AccountingServer.open()) {
      Path config = Files.writeString(folder.resolve("c.json"), config(log, server.port()));
      String[] migrate = {"config", "migrate", "--positions=" + state, config.toString()};
      assertExit(ExitCode.FINE, log + ": central/logs goes on at byte 8", migrate);
      assertExit(ExitCode.FINE, log + ": central/logs knows it already", migrate);
      try (LaunchedCommand agent = LaunchedCommand.start("run", "-c", config.toString())) {
        assertThat(server.awaitLines(1, 30)).isTrue();
        Files.writeString(log, "3 d\n", StandardOpenOption.APPEND);
        assertThat(server.awaitLines(2, 30)).isTrue();
        assertThat(agent.stop()).isZero();
        assertThat(agent.err()).contains("central/logs received 2, sent 2");
      }
    }
  }

  private String config(Path log, int port) {
    return """
    {
      "agent": {"state_directory": "%s/state"},
      "logs": {"logs_collected": {"files": {"collect_list": [{"file_path": "%s", "format": "plain"}]}}},
      "destinations": {"central": {"type": "http", "url": "http://127.0.0.1:%d/in", "batch": {"max_age": "100ms"}}}
    }
    """
        .formatted(folder, log, port);
  }

  private static String assertExit(int status, String said, String... arguments)
      throws IOException, InterruptedException {
    try (LaunchedCommand command = LaunchedCommand.start(arguments)) {
      int exit = command.exit();
      String all = command.out() + command.err();
      assertThat(exit).as(all).isEqualTo(status);
      assertThat(all).contains(said);
      return all;
    }
  }
}
