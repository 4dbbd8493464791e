package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged agent as a person meets it: what it prints, and how it ends. */
class CommandIT {
  private static final Pattern STACK_TRACE = Pattern.compile("(?m)^\\s+at \\S+\\(|Exception in");

  @TempDir Path folder;

  @Test
  void everyCommandHasAHelpText() throws Exception {
    Map<String, LaunchedCommand> helps = new LinkedHashMap<>();
    for (String name : new String[] {"run", "validate", "explain", "queue", "receive", "version"}) {
      helps.put(name, LaunchedCommand.start(name, "--help"));
    }
    helps.put("run, validate, explain, queue, receive, version", LaunchedCommand.start("--help"));
    for (String name : new String[] {"ls", "show", "export", "retry-dead", "purge"}) {
      helps.put("queue " + name, LaunchedCommand.start("queue", name, "--help"));
    }
    for (Map.Entry<String, LaunchedCommand> help : helps.entrySet()) {
      try (LaunchedCommand command = help.getValue()) {
        assertThat(command.exit()).as(help.getKey()).isZero();
        assertThat(command.out()).contains("Usage: groundwatch");
        assertThat(command.out()).contains(help.getKey().split(", ", -1));
        assertThat(command.err()).isBlank();
      }
    }
  }

  @Test
  void tellsItsVersionAndTheJavaThatRunsIt() throws Exception {
    try (LaunchedCommand command = LaunchedCommand.start("version")) {
      assertThat(command.exit()).isZero();
      assertThat(command.out()).containsPattern("Groundwatch \\d+\\.\\d+").contains("Java ");
      assertThat(command.err()).isBlank();
    }
  }

  @Test
  void aConfigurationThatCannotBeUsedIsExitStatus3AndNoStackTrace() throws Exception {
    Map<String, LaunchedCommand> refused = new LinkedHashMap<>();
    refused.put("no such file", run(folder.resolve("none.json")));
    refused.put("is empty", run(file("empty.json", "")));
    refused.put("not-json.json:1:", run(file("not-json.json", "agent: {}")));
    refused.put("debug", run(file("twice.json", "{\"agent\":{\"debug\":true,\"debug\":false}}")));
    refused.put("holds no file", run(Files.createDirectory(folder.resolve("empty"))));
    refused.put(
        "/logs/logs_collected/files/collect_list/0/file_path",
        run(file("glob.json", logsConfig("/var/log/app[.log"))));
    for (Map.Entry<String, LaunchedCommand> each : refused.entrySet()) {
      assertRefused(each.getValue(), ExitCode.CONFIGURATION, each.getKey());
    }
  }

  @Test
  void anUnknownOptionIsExitStatus2() throws Exception {
    assertRefused(LaunchedCommand.start("run", "--colour"), ExitCode.USAGE, "--colour");
    assertRefused(LaunchedCommand.start("walk"), ExitCode.USAGE, "walk");
  }

  @Test
  void aStateFolderThatCannotBeMadeIsExitStatus1() throws Exception {
    Path inAFile = Files.writeString(folder.resolve("file"), "").resolve("state");
    Path config = file("config.json", "{\"agent\": {\"state_directory\": \"" + inAFile + "\"}}");
    assertRefused(run(config), ExitCode.FAILED, inAFile.toString());
  }

  @Test
  void aSecondAgentOnTheSameStateFolderIsRefusedAndToldWhoHoldsIt() throws Exception {
    Path config = file("config.json", stdoutConfig());
    try (LaunchedCommand first = run(config)) {
      first.awaitOut("mem_used_percent");
      assertRefused(run(config), ExitCode.FAILED, "is locked by process " + first.pid());
      assertThat(first.stop()).isZero();
    }
  }

  @Test
  void saysWhatRunsAndWritesRecordsAsTheyWere() throws Exception {
    Files.writeString(folder.resolve("app.log"), "say \"hi\" \\ \u00e9\n");
    try (LaunchedCommand agent = run(file("config.json", stdoutConfig()))) {
      String record = agent.awaitOut("\"message\":");
      assertThat(record).startsWith("{").endsWith("}");
      assertThat(record).contains("\"message\":\"say \\\"hi\\\" \\\\ \u00e9\"");
      agent.awaitOut("cpu_usage_active");
      long began = System.nanoTime();
      assertThat(agent.stop()).isZero();
      assertThat(System.nanoTime() - began).isLessThan(8_000_000_000L);
      assertThat(agent.out().lines()).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
      assertThat(agent.err())
          .containsPattern("Groundwatch \\d+\\.\\d+\\S* on Java ")
          .contains("State folder: " + folder.resolve("state"))
          .containsPattern("Metrics: cpu every 1 s, mem every 1 s -> console \\(stdout\\)")
          .contains("Logs: " + folder + "/app.log -> console (stdout)")
          .contains("From the second interval on: cpu_usage_active")
          .contains("Told to stop.", "Stopped.");
      assertThat(agent.err()).doesNotContainPattern(STACK_TRACE);
    }
  }

  @Test
  void aStopSaysWhatRemainsQueued() throws Exception {
    Files.writeString(folder.resolve("app.log"), "1 a\n2 b\n3 c\n");
    try (AccountingServer server = AccountingServer.open()) {
      server.mode(AccountingServer.Mode.FAIL);
      try (LaunchedCommand agent = run(file("config.json", httpConfig(server.port())))) {
        agent.awaitErr("WARN  lane-central/logs");
        assertThat(agent.stop()).isZero();
        assertThat(agent.err()).contains("central/logs received 3, sent 0");
        assertThat(agent.err()).contains("queued 1 (");
      }
    }
  }

  @Test
  void aBrokenStdoutIsSaidAndTheAgentGoesOn() throws Exception {
    try (LaunchedCommand agent = run(file("config.json", stdoutConfig()))) {
      agent.awaitOut("mem_used_percent");
      agent.breakOut();
      agent.awaitErr("standard output is closed or cannot be written");
      assertThat(agent.stop()).isZero();
      assertThat(agent.err()).doesNotContainPattern(STACK_TRACE);
    }
  }

  @Test
  void everyLineArrivesThoughTheReceiverIsKilledInBetween() throws Exception {
    append(0, 100);
    String printed;
    try (LaunchedCommand receiver = LaunchedCommand.start("receive", "--listen", "127.0.0.1:0")) {
      int port = port(receiver.awaitErr("Listening on http://127.0.0.1:"));
      try (LaunchedCommand agent = run(file("config.json", httpConfig(port)))) {
        receiver.awaitOut("99 line");
        receiver.kill();
        append(100, 200);
        agent.awaitErr("WARN  lane-central/logs");
        try (LaunchedCommand next =
            LaunchedCommand.start("receive", "--listen", "127.0.0.1:" + port)) {
          append(200, 300);
          next.awaitOut("299 line");
          assertThat(agent.stop()).isZero();
          next.stop();
          printed = receiver.out() + next.out();
        }
      }
    }
    for (int i = 0; i < 300; i++) {
      assertThat(printed).contains("\"message\":\"" + i + " line\"");
    }
  }

  private static void assertRefused(LaunchedCommand started, int status, String said)
      throws InterruptedException {
    try (LaunchedCommand command = started) {
      assertThat(command.exit()).as("exit status; it says: %s", command.err()).isEqualTo(status);
      assertThat(command.err()).contains(said).doesNotContainPattern(STACK_TRACE);
      assertThat(command.out()).isBlank();
    }
  }

  private static LaunchedCommand run(Path config) throws IOException {
    return LaunchedCommand.start("run", "--config", config.toString());
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private void append(int from, int to) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(i).append(" line\n");
    }
    Files.writeString(
        folder.resolve("app.log"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static int port(String listening) {
    return Integer.parseInt(listening.replaceAll("^.*:(\\d+)/.*$", "$1"));
  }

  private String stdoutConfig() {
    return """
    {
      "agent": {"state_directory": "%1$s/state", "metrics_collection_interval": 1},
      "metrics": {"force_flush_interval": 1, "metrics_collected": {
        "cpu": {"measurement": ["usage_active"]}, "mem": {"measurement": ["used_percent"]}}},
      "logs": {"logs_collected": {"files": {"collect_list": [{"file_path": "%1$s/app.log"}]}}},
      "destinations": {"console": {"type": "stdout"}}
    }
    """
        .formatted(folder);
  }

  private String httpConfig(int port) {
    return """
    {
      "agent": {"state_directory": "%1$s/state"},
      "logs": {"logs_collected": {"files": {"collect_list": [{"file_path": "%1$s/app.log", "format": "plain"}]}}},
      "destinations": {"central": {"type": "http", "url": "http://127.0.0.1:%2$d/ingest",
        "batch": {"max_age": "100ms"}, "retry": {"initial": "100ms", "max": "300ms"}}}
    }
    """
        .formatted(folder, port);
  }

  private String logsConfig(String path) {
    return "{\"agent\":{\"state_directory\":\""
        + folder.resolve("state")
        + "\"},\"logs\":{\"logs_collected\":{\"files\":{\"collect_list\":[{\"file_path\":\""
        + path
        + "\"}]}}}}";
  }
}
