package io.groundwatch.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.groundwatch.app.AccountingServer.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The first promise for the journal of systemd, tried on the packaged agent with the journalctl of
 * this machine: it is killed at random points while records come, in several journal files, and the
 * backend fails; at the end every record is there.
 */
class JournalKillIT {
  private static final Path JOURNAL_WRITER = Path.of("/lib/systemd/systemd-journal-remote");
  private static final int KILLS = 8;
  private static final int MAX_RUN_MILLISECONDS = 2500;
  private static final int RECORDS_A_FILE = 3000;
  private static final List<Mode> MODES = List.of(Mode.values());

  @TempDir Path folder;
  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  @Test
  void everyRecordArrivesThoughTheAgentIsKilledAndTheBackendFails() throws Exception {
    assumeTrue(
        Files.isExecutable(JOURNAL_WRITER) && Files.isExecutable(Path.of("/usr/bin/journalctl")),
        "skipped: there is no journalctl, or no " + JOURNAL_WRITER);
    Path log = folder.resolve("agent.log");
    try (AccountingServer server = AccountingServer.open()) {
      Path config = writeConfig(server.port());
      JournalWriter writer = new JournalWriter();
      Thread thread = new Thread(writer, "writer");
      thread.start();
      for (int kill = 0; kill < KILLS; kill++) {
        server.mode(MODES.get(random.nextInt(MODES.size())));
        try (AgentProcess agent = AgentProcess.start(config, log)) {
          assertThat(agent.runFor(300 + random.nextInt(MAX_RUN_MILLISECONDS)))
              .as("the agent runs; it says: %s", said(log))
              .isTrue();
          agent.kill();
        }
      }
      server.mode(Mode.TAKE);
      try (AgentProcess agent = AgentProcess.start(config, log)) {
        assertThat(server.awaitLines(1, 60)).as("something arrives; %s", said(log)).isTrue();
        writer.stop();
        thread.join();
        boolean all = server.awaitLines(writer.written.get(), 120);
        assertThat(agent.stop()).as("exit status after SIGTERM").isZero();
        assertThat(all).as("seed %d: all of %d records", seed, writer.written.get()).isTrue();
      }
      System.out.printf(
          "JournalKillIT: seed %d, %d kills, %d records in %d journal files, %d batches repeated under"
              + " the same id%n",
          seed, KILLS, writer.written.get(), writer.files(), server.repeats());
      assertThat(server.faults()).as("seed %d", seed).isEmpty();
      assertThat(server.linesInSeveralBatches()).as("seed %d", seed).isEmpty();
    }
  }

  private Path writeConfig(int port) throws IOException {
    Files.createDirectories(folder.resolve("journals"));
    return Files.writeString(
        folder.resolve("config.json"),
        """
        {
          "agent": {"state_directory": "%1$s/state"},
          "logs": {"logs_collected": {"journald": {"collect_list": [
            {"log_group_name": "journal", "directory": "%1$s/journals", "read_from": "beginning"}]}}},
          "destinations": {
            "central": {"type": "http", "url": "http://127.0.0.1:%2$d/ingest", "timeout": "1s",
              "batch": {"max_bytes": "64KiB", "max_age": "100ms"},
              "retry": {"initial": "50ms", "max": "300ms"}}
          }
        }
        """
            .formatted(folder, port));
  }

  private static String said(Path log) throws IOException {
    return Files.exists(log) ? Files.readString(log) : "nothing";
  }

  /** Lets systemd-journal-remote write numbered records to one journal file after the other. */
  private final class JournalWriter implements Runnable {
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Random content = new Random(seed);
    private final AtomicInteger written = new AtomicInteger();

    void stop() {
      stopped.set(true);
    }

    int files() {
      return (written.get() + RECORDS_A_FILE - 1) / RECORDS_A_FILE;
    }

    @Override
    public void run() {
      try {
        while (!stopped.get()) {
          append(1 + content.nextInt(200));
          LockSupport.parkNanos(10_000_000);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody interrupts the writer", e);
      }
    }

    private void append(int records) throws IOException, InterruptedException {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < records; i++) {
        int number = written.get() + i;
        text.append("__REALTIME_TIMESTAMP=").append(1_700_000_000_000_000L + number).append('\n');
        text.append("__MONOTONIC_TIMESTAMP=").append(1 + number).append('\n');
        text.append("_BOOT_ID=4a1b2c3d4e5f60718293a4b5c6d7e8f9\nPRIORITY=6\n");
        text.append("MESSAGE=").append(number).append(' ');
        text.append("x".repeat(content.nextInt(150))).append("\n\n");
      }
      Path journal = folder.resolve("journals/" + written.get() / RECORDS_A_FILE + ".journal");
      Process remote =
          new ProcessBuilder(JOURNAL_WRITER.toString(), "--output=" + journal, "-")
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("writer.log").toFile())
              .start();
      try (var in = remote.getOutputStream()) {
        in.write(text.toString().getBytes(UTF_8));
      }
      if (remote.waitFor() != 0) {
        throw new IOException(Files.readString(folder.resolve("writer.log")));
      }
      written.addAndGet(records);
    }
  }
}
