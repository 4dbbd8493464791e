package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code groundwatch queue} beside a packaged agent that has one record refused by {@code central},
 * and all three of its lines queued for {@code away}.
 */
class QueueCommandIT {
  private static final long PATIENCE_SECONDS = 120;
  private static final Pattern STACK_TRACE = Pattern.compile("(?m)^\\s+at \\S+\\(|Exception in");

  @TempDir Path folder;
  private AccountingServer central;
  private AccountingServer away;
  private Path config;

  @BeforeEach
  void serve() throws IOException {
    central = AccountingServer.open();
    central.mode(AccountingServer.Mode.PICKY);
    away = AccountingServer.open();
    away.mode(AccountingServer.Mode.FAIL);
    Files.writeString(folder.resolve("app.log"), "0 good\n1 bad\n2 good\n");
    config = Files.writeString(folder.resolve("config.json"), configuration());
  }

  @AfterEach
  void close() {
    central.close();
    away.close();
  }

  @Test
  void looksIntoTheQueuesOfAnAgentThatRunsAndOfOneThatStopped() throws Exception {
    try (LaunchedCommand agent = agent()) {
      assertThatItIsSeen();
      assertThat(agent.stop()).isZero();
      assertThatItIsSeen();
    }
  }

  @Test
  void aRunningAgentPutsBackAndGivesUpWhatItIsAskedTo() throws Exception {
    try (LaunchedCommand agent = agent()) {
      central.mode(AccountingServer.Mode.TAKE);
      assertThat(queue(ExitCode.FINE, "retry-dead", "central/logs"))
          .isEqualTo("central/logs: 1 dead letter of 1 batch put back into the queue.\n");
      assertThat(central.awaitLines(3, PATIENCE_SECONDS)).isTrue();
      assertThat(central.linesInSeveralBatches()).isEmpty();

      assertThat(queue(ExitCode.USAGE, "purge", "away/logs")).isBlank();
      assertThat(queue(ExitCode.FINE, "purge", "away/logs", "--yes"))
          .startsWith("away/logs: 3 records in ")
          .contains("given up.");
      assertThat(queue(ExitCode.FINE, "ls"))
          .containsPattern("(?m)^away/logs +0 +0 +- +- +0 +0$")
          .containsPattern("(?m)^central/logs +0 +0 +- +- +0 +0$");
      assertThat(agent.stop()).isZero();
      assertThat(agent.err())
          .contains("away/logs: purged, as somebody asked")
          .contains("away/logs received 3, sent 0, retried")
          .doesNotContainPattern(STACK_TRACE);
    }
  }

  @Test
  void theFilesOfAKilledAgentAreChangedAndTheNextAgentGoesOnFromThem() throws Exception {
    try (LaunchedCommand agent = agent()) {
      agent.kill();
    }
    assertThat(folder.resolve("state/run/control.sock")).as("what is left behind").exists();
    assertThat(queue(ExitCode.FINE, "retry-dead", "central/logs"))
        .contains("1 dead letter of 1 batch put back into the queue, on the files: ");
    assertThat(queue(ExitCode.FINE, "purge", "away/logs", "--yes")).contains("3 records in ");

    central.mode(AccountingServer.Mode.TAKE);
    away.mode(AccountingServer.Mode.TAKE);
    try (LaunchedCommand agent = run()) {
      assertThat(central.awaitLines(3, PATIENCE_SECONDS)).isTrue();
      assertThat(queue(ExitCode.FINE, "purge", "away/logs", "--yes"))
          .as("asked of the agent, on a new socket")
          .isEqualTo("away/logs: 0 records in 0 batches given up.\n");
      Files.writeString(
          folder.resolve("app.log"), "3 good\n", java.nio.file.StandardOpenOption.APPEND);
      assertThat(away.awaitLines(1, PATIENCE_SECONDS)).isTrue();
      assertThat(agent.stop()).isZero();
    }
    assertThat(away.awaitLines(2, 0)).as("what was given up does not come back").isFalse();
    assertThat(folder.resolve("state/run/control.sock")).doesNotExist();
  }

  private void assertThatItIsSeen() throws Exception {
    assertThat(queue(ExitCode.FINE, "ls"))
        .startsWith("LANE ")
        .containsPattern("(?m)^away/logs +\\d+ +3 +.* 0 +0$")
        .containsPattern("(?m)^central/logs +0 +0 +- +- +1 +0$");
    assertThat(queue(ExitCode.FINE, "ls", "--json"))
        .startsWith("{\"state_directory\":\"" + folder.resolve("state") + "\"")
        .contains("\"lane\":\"away/logs\"", "\"records\":3", "\"dead_records\":1");
    assertThat(queue(ExitCode.FINE, "show", "central/logs"))
        .contains("Nothing is queued")
        .contains("1 record was refused and set aside in " + folder)
        .contains("answered 400");
    assertThat(queue(ExitCode.FINE, "show", "away/logs"))
        .contains("bytes 0 to ", " of " + folder.resolve("app.log"));
    assertThat(queue(ExitCode.FINE, "show", "away/logs", "--json"))
        .contains("\"path\":\"" + folder.resolve("app.log") + "\"", "\"from\":0");
    assertThat(queue(ExitCode.FINE, "export", "away/logs").lines().filter(l -> !l.isEmpty()))
        .hasSize(3)
        .allMatch(line -> line.startsWith("{\"type\":\"log\",") && line.endsWith("\"}"));
  }

  private String queue(int status, String... arguments) throws Exception {
    String[] all = new String[arguments.length + 3];
    all[0] = "queue";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[all.length - 2] = "--config";
    all[all.length - 1] = config.toString();
    try (LaunchedCommand command = LaunchedCommand.start(all)) {
      assertThat(command.exit()).as(command.err()).isEqualTo(status);
      assertThat(command.err()).doesNotContainPattern(STACK_TRACE);
      return command.out();
    }
  }

  /** An agent that had its record refused, and has its lines queued. */
  private LaunchedCommand agent() throws Exception {
    LaunchedCommand agent = run();
    agent.awaitErr("1 of 3 records");
    assertThat(central.awaitLines(2, PATIENCE_SECONDS)).isTrue();
    agent.awaitErr("WARN  lane-away/logs");
    return agent;
  }

  private LaunchedCommand run() throws IOException {
    return LaunchedCommand.start("run", "--config", config.toString());
  }

  private String configuration() {
    String destination =
        """
        {"type": "http", "url": "http://127.0.0.1:%d/ingest", "batch": {"max_age": "100ms"},
          "retry": {"initial": "100ms", "max": "300ms"}}
        """;
    return """
    {
      "agent": {"state_directory": "%1$s/state"},
      "logs": {"logs_collected": {"files": {"collect_list": [
        {"file_path": "%1$s/app.log", "format": "plain"}]}}},
      "destinations": {"central": %2$s, "away": %3$s}
    }
    """
        .formatted(
            folder, destination.formatted(central.port()), destination.formatted(away.port()));
  }
}
