package io.groundwatch.input.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.groundwatch.pipeline.FakeIntake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random histories of a log that is rotated and compressed as logrotate does it, read for two
 * lanes, while these take what they are given, take nothing, or the agent is down; it is stopped
 * and killed. Every line arrives once in each lane.
 *
 * <p>Not part of the build: {@code -Dgroundwatch.compressed.rounds=40} makes it run, {@code
 * -Dgroundwatch.model.seed} repeats a run, as far as the file system gives the same numbers to
 * files again. Of 760 histories 2 failed, for reasons that are mended since; it is to run longer
 * than that before it is part of the build.
 */
class CompressedModelTest {
  private static final int ROUNDS = Integer.getInteger("groundwatch.compressed.rounds", 0);
  private static final int STEPS = 40;
  private static final String LOG = "app.log";

  /** Long enough for a sweep, without which nothing is told of a file at rest. */
  private static final Duration SWEPT = Duration.ofSeconds(12);

  @TempDir Path root;
  private final long seed = Long.getLong("groundwatch.model.seed", new Random().nextLong());

  @Test
  void s18_everyLineArrivesOnceWhateverIsCompressedAndWhen() throws IOException {
    assumeTrue(ROUNDS > 0, "skipped: see -Dgroundwatch.compressed.rounds");
    for (int round = 0; round < ROUNDS; round++) {
      History history = new History(root.resolve("r" + round), new Random(seed + round));
      for (int step = 0; step < STEPS; step++) {
        history.step();
      }
      history.end();
      assertThat(history.faults()).as("seed %d: %s", seed + round, history.actions).isEmpty();
    }
  }

  private static final class History {
    private final Random random;
    private final boolean delayed;
    private final boolean dated;
    private final LogFolder logs;
    private final List<String> written = new ArrayList<>();
    private final List<String> actions = new ArrayList<>();
    private int rotations;

    private History(Path folder, Random random) throws IOException {
      this.random = random;
      this.delayed = random.nextBoolean();
      // Where the log is compressed away, what came after it and is plain is told by number only.
      this.dated = !delayed && random.nextBoolean();
      this.logs =
          new LogFolder(Files.createDirectory(folder), random.nextBoolean() ? LOG : LOG + "*");
      logs.maxRecords = 1 + random.nextInt(50);
      logs.addLane();
      actions.add((dated ? "dated" : "numbered") + (delayed ? ", delayed" : ""));
      append();
      pass(SWEPT);
    }

    private void step() throws IOException {
      switch (random.nextInt(14)) {
        case 0, 1, 2 -> append();
        case 3 -> rotateOnce();
        case 4 -> rotateTwice();
        case 5 -> copytruncate();
        case 6 -> kill();
        case 7 -> goDown();
        case 8, 9 -> blockOrOpen();
        case 10 -> pass(Duration.ofSeconds(90));
        default -> pass(Duration.ofMillis(random.nextInt(3000)));
      }
    }

    private void append() throws IOException {
      List<String> lines = new ArrayList<>();
      for (int i = random.nextInt(80); i >= 0; i--) {
        lines.add("line " + (written.size() + lines.size()) + " " + "x".repeat(random.nextInt(60)));
      }
      written.addAll(lines);
      logs.time.advance(Duration.ofMillis(10));
      logs.append(LOG, lines.toArray(String[]::new));
      age(LOG);
      actions.add("append to " + (written.size() - 1));
    }

    private void age(String name) throws IOException {
      long now = logs.time.wallNanos();
      Files.setLastModifiedTime(logs.at(name), FileTime.from(now, TimeUnit.NANOSECONDS));
    }

    private void rotateOnce() throws IOException {
      beSeen();
      maybeAppend();
      rotate();
      maybeAppend();
    }

    /** Nobody sees what is written between the two. */
    private void rotateTwice() throws IOException {
      beSeen();
      maybeAppend();
      rotate();
      append();
      rotate();
    }

    /** Nobody can know of a log that comes and goes unseen. */
    private void beSeen() throws IOException {
      if (!Files.exists(logs.at(LOG)) || Files.size(logs.at(LOG)) == 0) {
        append();
      }
      pass(SWEPT);
    }

    private void maybeAppend() throws IOException {
      if (random.nextBoolean()) {
        append();
      }
    }

    private void rotate() throws IOException {
      if (!Files.exists(logs.at(LOG))) {
        return;
      }
      String generation = makeRoom();
      logs.rename(LOG, generation);
      actions.add("rotate to " + generation);
      compress(delayed ? numbered(2) : generation);
    }

    private void copytruncate() throws IOException {
      if (Files.exists(logs.at(LOG)) && Files.size(logs.at(LOG)) > 0) {
        pass(SWEPT);
        String generation = makeRoom();
        logs.time.advance(Duration.ofMillis(10));
        logs.copytruncate(LOG, generation);
        age(generation);
        actions.add("copytruncate to " + generation);
        compress(delayed ? numbered(2) : generation);
      }
    }

    /** The name of the youngest generation: numbers move up to make room. */
    private String makeRoom() throws IOException {
      rotations++;
      if (dated) {
        return dated(rotations);
      }
      for (int i = rotations; i > 0; i--) {
        move(numbered(i), numbered(i + 1));
        move(numbered(i) + ".gz", numbered(i + 1) + ".gz");
      }
      return numbered(1);
    }

    private static String numbered(int number) {
      return LOG + "." + number;
    }

    private static String dated(int number) {
      return LOG + "-" + (20_260_000 + number);
    }

    private void compress(String generation) throws IOException {
      if (Files.exists(logs.at(generation))) {
        GzipFiles.replace(logs.at(generation));
      }
    }

    private void move(String from, String to) throws IOException {
      if (Files.exists(logs.at(from))) {
        logs.rename(from, to);
      }
    }

    private void kill() {
      actions.add("kill");
      logs.kill();
    }

    /**
     * A log that comes and goes unseen is found beside the last that a lane knew: there has to be
     * one.
     */
    private void beKnown() throws IOException {
      append();
      pass(SWEPT);
    }

    private void goDown() throws IOException {
      beKnown();
      actions.add("down");
      if (random.nextBoolean()) {
        logs.stop();
      }
      for (int i = random.nextInt(4); i > 0; i--) {
        maybeAppend();
        rotate();
      }
      maybeAppend();
      logs.time.advance(Duration.ofSeconds(random.nextInt(100)));
      kill();
    }

    private void blockOrOpen() throws IOException {
      int lane = random.nextInt(2);
      boolean closed = random.nextBoolean();
      beKnown();
      logs.lanes.get(lane).close(closed);
      actions.add((closed ? "close " : "open ") + lane);
    }

    private void pass(Duration duration) {
      logs.pass(duration);
      actions.add("pass " + duration.toMillis());
    }

    private void end() {
      logs.lanes.forEach(lane -> lane.close(false));
      pass(Duration.ofSeconds(90));
    }

    /** The lines that did not arrive, and those that arrived more than once. */
    private List<String> faults() {
      List<String> faults = new ArrayList<>();
      for (int i = 0; i < logs.lanes.size(); i++) {
        Map<String, Integer> times = new TreeMap<>();
        FakeIntake lane = logs.lanes.get(i);
        LogFolder.lines(lane).forEach(line -> times.merge(line, 1, Integer::sum));
        for (String line : written) {
          int arrived = Optional.ofNullable(times.remove(line)).orElse(0);
          if (arrived != 1) {
            String which = line.substring(0, line.lastIndexOf(' '));
            faults.add("lane " + i + ", " + which + ": " + arrived);
          }
        }
        times.keySet().forEach(line -> faults.add("not written: " + line));
      }
      return faults;
    }
  }
}
