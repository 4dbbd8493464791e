package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.app.AccountingServer.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The first promise, tried on the packaged agent: it is killed at random points again and again
 * while files are written and rotated and the backend fails in every way, and at the end every line
 * is there.
 */
class AgentKillIT {
  private static final int KILLS = 15;
  private static final int MAX_RUN_MILLISECONDS = 2500;
  private static final int LINES_BETWEEN_ROTATIONS = 4000;

  private static final List<Mode> MODES = List.of(Mode.values());

  @TempDir Path folder;
  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  @Test
  void everyLineArrivesThoughTheAgentIsKilledAndTheBackendFails() throws Exception {
    Path log = folder.resolve("agent.log");
    try (AccountingServer server = AccountingServer.open()) {
      Path config = writeConfig(server.port());
      Writer writer = new Writer();
      Thread thread = new Thread(writer, "writer");
      thread.start();
      for (int kill = 0; kill < KILLS; kill++) {
        server.mode(MODES.get(random.nextInt(MODES.size())));
        try (AgentProcess agent = AgentProcess.start(config, log)) {
          assertThat(agent.runFor(200 + random.nextInt(MAX_RUN_MILLISECONDS)))
              .as("the agent runs; it says: %s", said(log))
              .isTrue();
          agent.kill();
        }
      }
      server.mode(Mode.TAKE);
      try (AgentProcess agent = AgentProcess.start(config, log)) {
        assertThat(server.awaitLines(1, 60)).as("something arrives").isTrue();
        writer.stop();
        thread.join();
        boolean all = server.awaitLines(writer.written.get(), 120);
        assertThat(agent.stop()).as("exit status after SIGTERM").isZero();
        assertThat(all).as("seed %d: all of %d lines", seed, writer.written.get()).isTrue();
      }
      System.out.printf(
          "AgentKillIT: seed %d, %d kills, %d lines, %d rotations, %d batches repeated under the same"
              + " id%n",
          seed, KILLS, writer.written.get(), writer.rotations.get(), server.repeats());
      assertThat(server.faults()).as("seed %d", seed).isEmpty();
      assertThat(server.linesInSeveralBatches()).as("seed %d", seed).isEmpty();
    }
  }

  private Path writeConfig(int port) throws IOException {
    Path config = folder.resolve("config.json");
    Files.writeString(
        config,
        """
        {
          "agent": {"state_directory": "%1$s/state"},
          "metrics": {"metrics_collected": {"mem": {
            "measurement": ["used_percent"], "metrics_collection_interval": 1}},
            "destinations": ["metrics"]},
          "logs": {"destinations": ["central"], "logs_collected": {"files": {"collect_list": [
            {"file_path": "%1$s/logs/app.log*", "log_group_name": "app"}]}}},
          "destinations": {
            "central": {"type": "http", "url": "http://127.0.0.1:%2$d/ingest", "timeout": "1s",
              "batch": {"max_bytes": "64KiB", "max_age": "100ms"},
              "retry": {"initial": "50ms", "max": "300ms"}},
            "metrics": {"type": "http", "url": "http://127.0.0.1:%2$d/metrics", "timeout": "1s"}
          }
        }
        """
            .formatted(folder, port));
    return config;
  }

  private static String said(Path log) throws IOException {
    return Files.exists(log) ? Files.readString(log) : "nothing";
  }

  /** Writes numbered lines and rotates by rename, as logrotate's {@code create} does. */
  private final class Writer implements Runnable {
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Random content = new Random(seed);
    private final AtomicInteger written = new AtomicInteger();
    private final AtomicInteger rotations = new AtomicInteger();

    void stop() {
      stopped.set(true);
    }

    @Override
    public void run() {
      try {
        Path logs = Files.createDirectories(folder.resolve("logs"));
        Path current = logs.resolve("app.log");
        while (!stopped.get()) {
          append(current, 1 + content.nextInt(200));
          if (written.get() >= (rotations.get() + 1) * LINES_BETWEEN_ROTATIONS) {
            Files.move(current, logs.resolve("app.log." + rotations.incrementAndGet()));
          }
          LockSupport.parkNanos(10_000_000);
        }
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    private void append(Path file, int lines) throws IOException {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < lines; i++) {
        text.append(written.get() + i)
            .append(" ")
            .append("x".repeat(content.nextInt(150)))
            .append('\n');
      }
      Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      written.addAndGet(lines);
    }
  }
}
