package io.groundwatch.input.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.BatchConfig;
import io.groundwatch.config.FileConfig.ReadFrom;
import io.groundwatch.pipeline.BatchIds;
import io.groundwatch.pipeline.FakeIntake;
import io.groundwatch.pipeline.LogBatcher;
import io.groundwatch.runtime.FakeTime;
import io.groundwatch.telemetry.SelfMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random histories of a log against the simplest model there is: the list of lines that were
 * written. Whatever comes to pass (appending in pieces, rotation by rename, truncation of what was
 * read, deletion of what was read, a lane that takes nothing, a kill at any moment), every line
 * arrives once.
 *
 * <p>{@code -Dgroundwatch.model.rounds=100000} makes it run long.
 */
class FileModelTest {
  private static final int ROUNDS = Integer.getInteger("groundwatch.model.rounds", 150);
  private static final int STEPS = 60;

  @TempDir Path root;
  private final long seed = Long.getLong("groundwatch.model.seed", new Random().nextLong());

  @Test
  void everyLineArrivesOnceWhateverComesToPass() throws IOException {
    for (int round = 0; round < ROUNDS; round++) {
      History history =
          new History(Files.createDirectory(root.resolve("r" + round)), new Random(seed + round));
      for (int step = 0; step < STEPS; step++) {
        history.step();
      }
      history.end();
      assertThat(history.arrived())
          .as("seed %d, round %d: %s", seed, round, history.actions)
          .containsExactlyInAnyOrderElementsOf(history.written);
    }
  }

  private static final class History {
    private final Path folder;
    private final Path log;
    private final Random random;
    private final FakeTime time = new FakeTime();
    private final FakeIntake lane = new FakeIntake();
    private final List<String> written = new ArrayList<>();
    private final List<String> actions = new ArrayList<>();
    private FileInput input;
    private int rotations;
    private boolean unfinished;

    private History(Path folder, Random random) {
      this.folder = folder;
      this.log = folder.resolve("app.log");
      this.random = random;
      this.input = start(folder, random, time, lane);
    }

    private static FileInput start(Path folder, Random random, FakeTime time, FakeIntake lane) {
      BatchConfig limits = new BatchConfig(4 << 10, 50, Duration.ofSeconds(1), false);
      LogFeed feed =
          new LogFeed(
              "one", new LogBatcher(lane, limits, new BatchIds(random), time), lane.coverage());
      return new FileInput(
          List.of(FileEntries.of(folder + "/app.log*", ReadFrom.BEGINNING, feed)),
          folder.resolve("state"),
          trouble -> ChangeHints.none(),
          time,
          random,
          new SelfMetrics());
    }

    private void step() throws IOException {
      switch (random.nextInt(12)) {
        case 0, 1, 2, 3 -> append();
        case 4 -> appendUnfinished();
        case 5 -> rotate();
        case 6 -> truncateWhatWasRead();
        case 7 -> deleteWhatWasRead();
        case 8 -> kill();
        case 9 -> {
          actions.add("closed");
          lane.close(random.nextBoolean());
        }
        default -> pass(Duration.ofMillis(random.nextInt(3000)));
      }
    }

    private void append() throws IOException {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(80); i >= 0; i--) {
        text.append(line()).append('\n');
      }
      write(text.toString());
      unfinished = false;
      actions.add("append to " + written.size());
    }

    private void appendUnfinished() throws IOException {
      if (!unfinished) {
        write(line());
        unfinished = true;
        actions.add("append half to " + written.size());
      }
    }

    /** The next line, or the end of the one that was begun. */
    private String line() {
      if (unfinished) {
        unfinished = false;
        String rest = " and its end";
        written.set(written.size() - 1, written.get(written.size() - 1) + rest);
        return rest;
      }
      written.add("line " + written.size() + " " + "x".repeat(random.nextInt(60)));
      return written.get(written.size() - 1);
    }

    private void rotate() throws IOException {
      if (Files.exists(log) && !unfinished) {
        Files.move(log, folder.resolve("app.log." + ++rotations));
        actions.add("rotate");
      }
    }

    private void truncateWhatWasRead() throws IOException {
      if (Files.exists(log) && allRead()) {
        Files.newOutputStream(log, StandardOpenOption.TRUNCATE_EXISTING).close();
        actions.add("truncate");
        append();
      }
    }

    private void deleteWhatWasRead() throws IOException {
      if (Files.exists(log) && allRead()) {
        Files.delete(log);
        actions.add("delete");
      }
    }

    private boolean allRead() {
      if (unfinished) {
        return false;
      }
      lane.close(false);
      pass(Duration.ofSeconds(13));
      return lane.messages().size() == written.size();
    }

    private void kill() {
      actions.add("kill");
      input = start(folder, random, time, lane);
    }

    private void end() throws IOException {
      if (unfinished) {
        write(line() + "\n");
      }
      lane.close(false);
      pass(Duration.ofSeconds(25));
    }

    private List<String> arrived() {
      return lane.messages();
    }

    private void write(String text) throws IOException {
      Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void pass(Duration duration) {
      Duration step = Duration.ofMillis(100);
      for (Duration left = duration; !left.isNegative(); left = left.minus(step)) {
        while (input.work() > 0) {}
        time.advance(step);
      }
    }
  }
}
