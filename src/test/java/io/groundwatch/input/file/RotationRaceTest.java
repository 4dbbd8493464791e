package io.groundwatch.input.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rotations by a writer of its own thread, many a second, so that what the input asks about is
 * renamed, copied and cut while it asks, in the middle of starts too: no line is missing.
 */
class RotationRaceTest {
  private static final int ROUNDS = Integer.getInteger("groundwatch.race.rounds", 3);
  private static final int ROTATIONS = 15;
  private static final int MIN_PAUSE_NANOS = 10_000_000;
  private static final int MAX_MORE_NANOS = 40_000_000;

  @TempDir Path folder;

  @Test
  void noLineIsMissingWhereFilesAreRenamedWhileTheyAreLookedFor() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      race(false, new Random().nextLong());
    }
  }

  @Test
  void noLineIsMissingWhereFilesAreCopiedAndCutWhileTheyAreLookedFor() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      race(true, new Random().nextLong());
    }
  }

  private void race(boolean copies, long seed) throws Exception {
    Random random = new Random(seed);
    LogFolder logs = new LogFolder(Files.createTempDirectory(folder, "race"), "app.log");
    Writer writer = new Writer(logs, copies, new Random(seed));
    writer.write();
    logs.pass(LogFolder.A_WHILE);
    Thread thread = new Thread(writer, "writer");
    thread.start();
    while (thread.isAlive()) {
      logs.pass(Duration.ofMillis(100L * random.nextInt(4)));
      if (random.nextInt(30) == 0) {
        logs.kill();
      }
    }
    thread.join();
    logs.pass(LogFolder.A_ROTATION);
    assertThat(writer.failure).isEmpty();
    assertThat(logs.lines())
        .as("seed %d; %d lines came twice", seed, logs.lines().size() - writer.lines.size())
        .containsAll(writer.lines);
  }

  /** Rotates by number, as logrotate does. */
  private static final class Writer implements Runnable {
    private final LogFolder logs;
    private final boolean copies;
    private final Random random;
    private final List<String> lines = new ArrayList<>();
    private final List<IOException> failure = new ArrayList<>();
    private int generations;

    Writer(LogFolder logs, boolean copies, Random random) {
      this.logs = logs;
      this.copies = copies;
      this.random = random;
    }

    @Override
    public void run() {
      try {
        for (int i = 0; i < ROTATIONS; i++) {
          write();
          LockSupport.parkNanos(MIN_PAUSE_NANOS + random.nextInt(MAX_MORE_NANOS));
          rotate();
        }
        write();
      } catch (IOException e) {
        failure.add(e);
      }
    }

    void write() throws IOException {
      for (int i = random.nextInt(3); i >= 0; i--) {
        String line = "line " + lines.size() + " " + random.nextInt();
        logs.append("app.log", line);
        lines.add(line);
      }
    }

    private void rotate() throws IOException {
      for (int i = generations; i > 0; i--) {
        logs.rename("app.log." + i, "app.log." + (i + 1));
      }
      generations++;
      if (copies) {
        logs.copytruncate("app.log", "app.log.1");
      } else {
        logs.rename("app.log", "app.log.1");
      }
    }
  }
}
