package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.groundwatch.app.AccountingServer.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged agent is given another configuration while it runs. */
class ReloadIT {
  private static final int RELOADS = 12;

  /** What a configuration may have beside the log file and its destination. */
  private static final int SHORTER_BATCHES = 1;

  private static final int METRICS = 2;
  private static final int SECOND_DESTINATION = 4;

  @TempDir Path folder;
  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  /** Under nohup(1) a signal that is ignored stays so, in every process that is started. */
  @BeforeEach
  void needsSignals() throws IOException {
    long ignored =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .mapToLong(line -> Long.parseUnsignedLong(line.split("\\s+", -1)[1], 16))
            .sum();
    assumeTrue((ignored & 1) == 0, "skipped: SIGHUP is ignored here, as under nohup");
  }

  @Test
  void noLineIsLostOrSentTwiceWhileInputsAndLanesAreReplaced() throws Exception {
    try (AccountingServer server = AccountingServer.open()) {
      configure(server.port(), 0, "extra-0");
      Writer writer = new Writer();
      Thread thread = new Thread(writer, "writer");
      try (LaunchedCommand agent = run()) {
        agent.awaitErr("extra-0");
        thread.start();
        for (int i = 1; i <= RELOADS; i++) {
          server.mode(random.nextBoolean() ? Mode.TAKE : Mode.FAIL);
          configure(server.port(), random.nextInt(8), "extra-" + i);
          hangUp(agent);
          agent.awaitErr("extra-" + i);
        }
        server.mode(Mode.TAKE);
        writer.stop();
        thread.join();
        boolean all = server.awaitLines(writer.written.get(), 60);
        assertThat(agent.stop()).isZero();
        assertThat(all)
            .as("seed %d: all of %d lines; it says: %s", seed, writer.written.get(), agent.err())
            .isTrue();
        assertThat(agent.err()).doesNotContain("ERROR", "bug");
      }
      System.out.printf(
          "ReloadIT: seed %d, %d reloads, %d lines, %d rotations%n",
          seed, RELOADS, writer.written.get(), writer.rotations.get());
      assertThat(server.faults()).as("seed %d", seed).isEmpty();
      assertThat(server.linesInSeveralBatches()).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void aFaultyConfigurationIsRefusedAndTheOldOneKeepsRunning() throws Exception {
    try (AccountingServer server = AccountingServer.open()) {
      configure(server.port(), 0, "extra");
      try (LaunchedCommand agent = run()) {
        agent.awaitErr("extra");
        write("{\"logs\": {\"log_colected\": {}}}");
        hangUp(agent);
        agent.awaitErr("/logs/log_colected: unknown key (did you mean \"logs_collected\"?)");
        agent.awaitErr("The configuration is refused. The old one keeps running.");
        write("{\"agent\": {\"state_directory\": \"" + folder + "/elsewhere\"}}");
        hangUp(agent);
        agent.awaitErr("Another agent.state_directory takes a restart.");
        append(0, 10);
        assertThat(server.awaitLines(10, 30)).isTrue();
        assertThat(agent.stop()).isZero();
      }
    }
  }

  @Test
  void theQueueOfADestinationThatIsGoneIsKeptAndSentWhenItIsBack() throws Exception {
    try (AccountingServer server = AccountingServer.open()) {
      server.mode(Mode.FAIL);
      configure(server.port(), 0, "extra-0");
      try (LaunchedCommand agent = run()) {
        append(0, 10);
        agent.awaitErr("WARN  lane-central/logs");
        write(
            """
            {"agent": {"state_directory": "%1$s/state"},
             "destinations": {"console": {"type": "stdout"}},
             "metrics": {"metrics_collected": {"mem": {"measurement": ["used"]}}}}
            """
                .formatted(folder));
        hangUp(agent);
        agent.awaitErr("the queue central/logs: its batches");
        agent.awaitOut("mem_used");
        server.mode(Mode.TAKE);
        append(10, 20);
        configure(server.port(), 0, "extra-1");
        hangUp(agent);
        assertThat(server.awaitLines(20, 30)).isTrue();
        assertThat(agent.stop()).isZero();
      }
      assertThat(server.linesInSeveralBatches()).isEmpty();
    }
  }

  @Test
  void aChangedFileIsReadWhereThatIsAskedFor() throws Exception {
    try (AccountingServer server = AccountingServer.open()) {
      write(
          config(server.port(), 0, "extra-0")
              .replace("\"agent\": {", "\"agent\": {\"reload_on_change\": true, "));
      try (LaunchedCommand agent = run()) {
        agent.awaitErr("extra-0");
        configure(server.port(), 0, "extra-1");
        agent.awaitErr("extra-1");
        assertThat(agent.stop()).isZero();
      }
    }
  }

  private LaunchedCommand run() throws IOException {
    return LaunchedCommand.start("run", "--config", folder.resolve("config.json").toString());
  }

  private static void hangUp(LaunchedCommand agent) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-HUP", Long.toString(agent.pid())).start();
    assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(kill.exitValue()).isZero();
  }

  private void configure(int port, int extras, String name) throws IOException {
    write(config(port, extras, name));
  }

  /** As an editor does it: whole or not at all. */
  private void write(String config) throws IOException {
    Path written = Files.writeString(folder.resolve("config.new"), config);
    Files.move(written, folder.resolve("config.json"), StandardCopyOption.ATOMIC_MOVE);
  }

  private String config(int port, int extras, String name) {
    String age = (extras & SHORTER_BATCHES) != 0 ? "50ms" : "100ms";
    String metrics =
        (extras & METRICS) != 0
            ? "\"metrics\": {\"metrics_collected\": {\"cpu\": {\"measurement\": [\"usage_idle\"],"
                + " \"metrics_collection_interval\": 1}}, \"destinations\": [\"central\"]},"
            : "";
    String second =
        (extras & SECOND_DESTINATION) != 0 ? ", \"console\": {\"type\": \"stdout\"}" : "";
    return """
    {
      "agent": {"state_directory": "%1$s/state"},
      %2$s
      "logs": {"logs_collected": {"files": {"collect_list": [
        {"file_path": "%1$s/logs/app.log*", "format": "plain", "destinations": ["central"]},
        {"file_path": "%1$s/%3$s.log"}]}}},
      "destinations": {"central": {"type": "http", "url": "http://127.0.0.1:%4$d/ingest",
        "timeout": "1s", "batch": {"max_bytes": "64KiB", "max_age": "%5$s"},
        "retry": {"initial": "50ms", "max": "300ms"}}%6$s}
    }
    """
        .formatted(folder, metrics, name, port, age, second);
  }

  private void append(int from, int to) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(i).append(" line\n");
    }
    Path file = Files.createDirectories(folder.resolve("logs")).resolve("app.log");
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Writes numbered lines, and rotates by rename now and then. */
  private final class Writer implements Runnable {
    private static final int LINES_BETWEEN_ROTATIONS = 2000;

    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicInteger written = new AtomicInteger();
    private final AtomicInteger rotations = new AtomicInteger();

    void stop() {
      stopped.set(true);
    }

    @Override
    public void run() {
      Path file = folder.resolve("logs/app.log");
      try {
        while (!stopped.get()) {
          append(written.get(), written.get() + 20);
          written.addAndGet(20);
          if (written.get() >= (rotations.get() + 1) * LINES_BETWEEN_ROTATIONS) {
            Files.move(file, file.resolveSibling("app.log." + rotations.incrementAndGet()));
          }
          LockSupport.parkNanos(10_000_000);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
