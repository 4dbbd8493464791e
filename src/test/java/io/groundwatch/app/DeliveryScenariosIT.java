package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.app.AccountingServer.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What may happen between a line that was read and the backend that has it, each scenario by itself
 * on the packaged agent. The numbers are those of the list of failures that the project holds
 * itself to; 43, two agents on one state folder, is in {@link CommandIT}, and what random kills do
 * in {@link AgentKillIT}.
 */
class DeliveryScenariosIT {
  private static final String GROUP = "\"log_group_name\": \"app\"";
  private static final String PATTERN = "app.log";
  private static final long SECONDS = 60;
  private static final int FULL_QUEUE_LINES = 60_000;
  private static final int SEGMENT_LOCK_BYTES = 64;

  @TempDir Path folder;

  @Test
  void s34_aKillAfterTheBackendTookABatchSendsItAgainUnderTheSameId() throws Exception {
    try (AccountingServer server = AccountingServer.open()) {
      server.mode(Mode.TAKE_AND_FAIL);
      write(0, 100);
      try (AgentProcess agent = start(config(server.port(), GROUP, PATTERN))) {
        assertArrive(server, 100);
        agent.kill();
      }
      write(100, 200);
      server.mode(Mode.TAKE);
      try (AgentProcess agent = start(config(server.port(), GROUP, PATTERN))) {
        assertArrive(server, 200);
        assertThat(agent.stop()).isZero();
      }
      assertThat(server.repeats()).isPositive();
      assertOnce(server);
    }
  }

  /** A place that outlives the batch that it belongs to would lose that batch's lines. */
  @Test
  void s35_whatWasQueuedIsReadAgainWhereTheQueueIsGone() throws Exception {
    try (AccountingServer server = AccountingServer.open()) {
      write(0, 100);
      try (AgentProcess agent = start(config(server.port(), GROUP, PATTERN))) {
        assertArrive(server, 100);
        assertThat(agent.stop()).isZero();
      }
      server.mode(Mode.REFUSE);
      write(100, 200);
      Path queue = lane("central").resolve("queue");
      assertThat(sendInVain(config(server.port(), GROUP, PATTERN)))
          .contains("batches that remain queued: 1");
      delete(queue);
      server.mode(Mode.TAKE);
      try (AgentProcess agent = start(config(server.port(), GROUP, PATTERN))) {
        assertArrive(server, 200);
        assertThat(agent.stop()).isZero();
      }
      assertOnce(server);
    }
  }

  @Test
  void s36_aCheckpointThatAPowerCutEmptiedLosesNothing() throws Exception {
    assertReadsOnAfter(new byte[0]);
  }

  @Test
  void s36_aCheckpointThatAPowerCutFilledWithNulLosesNothing() throws Exception {
    assertReadsOnAfter(new byte[4096]);
  }

  private void assertReadsOnAfter(byte[] checkpoint) throws Exception {
    try (AccountingServer server = AccountingServer.open()) {
      write(0, 100);
      try (AgentProcess agent = start(config(server.port(), GROUP, PATTERN))) {
        assertArrive(server, 100);
        agent.kill();
      }
      write(100, 200);
      Files.write(lane("central").resolve("checkpoint/settled.log"), checkpoint);
      try (AgentProcess agent = start(config(server.port(), GROUP, PATTERN))) {
        assertArrive(server, 200);
        assertThat(agent.stop()).isZero();
      }
      assertThat(server.faults()).isEmpty();
    }
  }

  @Test
  void s55_aStopWhileTheBackendIsAwayKeepsEverything() throws Exception {
    try (AccountingServer server = AccountingServer.open()) {
      server.mode(Mode.REFUSE);
      write(0, 500);
      sendInVain(config(server.port(), GROUP, PATTERN));
      Files.delete(log(PATTERN));
      server.mode(Mode.TAKE);
      try (AgentProcess agent = start(config(server.port(), GROUP, PATTERN))) {
        assertArrive(server, 500);
        assertThat(agent.stop()).isZero();
      }
      assertOnce(server);
    }
  }

  @Test
  void s57_otherNamesAndPatternsKeepThePlacesOfFiles() throws Exception {
    try (AccountingServer server = AccountingServer.open()) {
      write(0, 100);
      try (AgentProcess agent = start(config(server.port(), GROUP, PATTERN))) {
        assertArrive(server, 100);
        assertThat(agent.stop()).isZero();
      }
      write(100, 200);
      String other =
          "\"log_group_name\": \"other\", \"log_stream_name\": \"s\", \"long_lines\": \"truncate\"";
      try (AgentProcess agent = start(config(server.port(), other, "a*.log"))) {
        assertArrive(server, 200);
        assertThat(agent.stop()).isZero();
      }
      assertOnce(server);
    }
  }

  @Test
  void aDestinationThatIsAwayAndFullStopsNoOther() throws Exception {
    try (AccountingServer alive = AccountingServer.open();
        AccountingServer dead = AccountingServer.open()) {
      dead.mode(Mode.REFUSE);
      Path config = twoDestinations(alive.port(), dead.port());
      write(0, FULL_QUEUE_LINES);
      try (AgentProcess agent = start(config)) {
        assertArrive(alive, FULL_QUEUE_LINES);
        write(FULL_QUEUE_LINES, FULL_QUEUE_LINES + 10);
        assertArrive(alive, FULL_QUEUE_LINES + 10);
        assertThat(sizeOf(lane("dead").resolve("queue")))
            .as("bytes queued for the one that is away; the last segment is not full")
            .isBetween(3L << 18, (5L << 18) + SEGMENT_LOCK_BYTES);
        agent.kill();
      }
      dead.mode(Mode.TAKE);
      try (AgentProcess agent = start(config)) {
        assertArrive(dead, FULL_QUEUE_LINES + 10);
        assertThat(agent.stop()).isZero();
      }
      assertOnce(alive);
      assertOnce(dead);
    }
  }

  private Path config(int port, String entry, String pattern) throws IOException {
    return Files.writeString(
        folder.resolve("config.json"),
        """
        {
          "agent": {"state_directory": "%1$s/state"},
          "logs": {"logs_collected": {"files": {"collect_list": [
            {"file_path": "%1$s/logs/%4$s", %3$s, "format": "plain"}]}}},
          "destinations": {"central": {"type": "http", "url": "http://127.0.0.1:%2$d/ingest",
            "batch": {"max_age": "100ms"}, "retry": {"initial": "50ms", "max": "300ms"}}}
        }
        """
            .formatted(folder, port, entry, pattern));
  }

  private Path twoDestinations(int alive, int dead) throws IOException {
    return Files.writeString(
        folder.resolve("config.json"),
        """
        {
          "agent": {"state_directory": "%1$s/state"},
          "logs": {"logs_collected": {"files": {"collect_list": [
            {"file_path": "%1$s/logs/app.log", "log_group_name": "app", "format": "plain"}]}}},
          "destinations": {
            "alive": {"type": "http", "url": "http://127.0.0.1:%2$d/ingest",
              "batch": {"max_bytes": "256KiB"}, "retry": {"initial": "50ms", "max": "300ms"}},
            "dead": {"type": "http", "url": "http://127.0.0.1:%3$d/ingest",
              "buffer": {"max_bytes": "1MiB"}, "batch": {"max_bytes": "256KiB"},
              "retry": {"initial": "50ms", "max": "300ms"}}}
        }
        """
            .formatted(folder, alive, dead));
  }

  /** Runs an agent until it has tried to send what it read, and stops it. Returns what it says. */
  private static String sendInVain(Path config) throws Exception {
    try (LaunchedCommand agent = LaunchedCommand.start("run", "--config", config.toString())) {
      agent.awaitErr("WARN  lane-central/logs");
      assertThat(agent.stop()).as("exit status; it says: %s", agent.err()).isZero();
      return agent.err();
    }
  }

  private AgentProcess start(Path config) throws IOException {
    return AgentProcess.start(config, folder.resolve("agent.log"));
  }

  private void assertArrive(AccountingServer server, int lines) throws Exception {
    assertThat(server.awaitLines(lines, SECONDS)).as("%d lines; %s", lines, said()).isTrue();
  }

  private static void assertOnce(AccountingServer server) {
    assertThat(server.faults()).isEmpty();
    assertThat(server.linesInSeveralBatches()).isEmpty();
  }

  private String said() throws IOException {
    Path log = folder.resolve("agent.log");
    return Files.exists(log) ? Files.readString(log) : "nothing";
  }

  private Path log(String name) throws IOException {
    return Files.createDirectories(folder.resolve("logs")).resolve(name);
  }

  /** Adds lines with these numbers; not compressible, so that a queue fills. */
  private void write(int from, int to) throws IOException {
    Random content = new Random(from);
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(i).append(' ').append(Long.toHexString(content.nextLong()));
      text.append(Long.toHexString(content.nextLong())).append('\n');
    }
    Files.writeString(log(PATTERN), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private Path lane(String destination) {
    return folder.resolve("state/lanes/" + destination + "/logs");
  }

  private static void delete(Path queue) throws IOException {
    try (Stream<Path> files = Files.list(queue)) {
      List<Path> all = files.toList();
      assertThat(all).as("files of the queue").isNotEmpty();
      for (Path file : all) {
        Files.delete(file);
      }
    }
    Files.delete(queue);
  }

  private static long sizeOf(Path queue) throws IOException {
    try (Stream<Path> files = Files.list(queue)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
