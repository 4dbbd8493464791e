package io.groundwatch.input.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.groundwatch.input.file.LogHistory.Action;
import io.groundwatch.input.file.LogHistory.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random histories of a log, read for two lanes, against the simplest model there is: the list of
 * lines that were written. Whatever comes to pass, nothing arrives twice; what was not destroyed
 * before it could be read arrives; and what was destroyed is counted to the byte. A history that
 * fails is made as short as it can be and still fail.
 *
 * <p>{@code -Dgroundwatch.model.rounds=100000} makes it run long, {@code -Dgroundwatch.model.seed}
 * repeats a run.
 */
class FileModelTest {
  private static final int ROUNDS = Integer.getInteger("groundwatch.model.rounds", 60);
  private static final int STEPS = 50;

  private static final List<Action> WHOLE =
      List.of(
          LogHistory::append,
          LogHistory::append,
          LogHistory::append,
          LogHistory::append,
          LogHistory::append,
          LogHistory::appendUnfinished,
          LogHistory::rotate,
          LogHistory::rotateTwice,
          LogHistory::copytruncate,
          LogHistory::copyThenTruncate,
          LogHistory::saveInAnEditor,
          LogHistory::truncateWhatWasRead,
          LogHistory::deleteWhatWasRead,
          LogHistory::kill,
          LogHistory::stop,
          LogHistory::reload,
          LogHistory::blockOrOpen,
          LogHistory::blockOrOpen,
          LogHistory::pass,
          LogHistory::pass,
          LogHistory::pass);

  private static final List<Action> DESTROYED =
      List.of(
          LogHistory::append,
          LogHistory::append,
          LogHistory::append,
          LogHistory::append,
          LogHistory::append,
          LogHistory::rotate,
          LogHistory::rotateTwice,
          LogHistory::copytruncate,
          LogHistory::truncateUnread,
          LogHistory::truncateUnread,
          LogHistory::deleteUnread,
          LogHistory::deleteUnread,
          LogHistory::deleteOldestGeneration,
          LogHistory::blockOrOpen,
          LogHistory::blockOrOpen,
          LogHistory::blockOrOpen,
          LogHistory::pass,
          LogHistory::pass,
          LogHistory::pass,
          LogHistory::pass);

  private static final List<Action> DESTROYED_AND_KILLED =
      List.of(
          LogHistory::append,
          LogHistory::append,
          LogHistory::append,
          LogHistory::append,
          LogHistory::rotate,
          LogHistory::rotateTwice,
          LogHistory::copytruncate,
          LogHistory::copyThenTruncate,
          LogHistory::truncateUnread,
          LogHistory::deleteUnread,
          LogHistory::deleteOldestGeneration,
          LogHistory::blockOrOpen,
          LogHistory::blockOrOpen,
          LogHistory::blockOrOpen,
          LogHistory::kill,
          LogHistory::kill,
          LogHistory::stop,
          LogHistory::reload,
          LogHistory::pass,
          LogHistory::pass,
          LogHistory::pass,
          LogHistory::pass);

  @TempDir Path root;
  private final long seed = Long.getLong("groundwatch.model.seed", new Random().nextLong());
  private int runs;

  @Test
  void everyLineArrivesOnceWhateverComesToPass() throws IOException {
    run(WHOLE);
  }

  @Test
  void whatIsDestroyedBeforeItIsReadIsCounted() throws IOException {
    run(DESTROYED);
  }

  /** Of two generations, the older was still tailed when the newer was read and let go. */
  @Test
  void aHistoryThatFailedOnce() throws IOException {
    long failed = -510584608083720211L;
    assertThat(fault(steps(DESTROYED, new Random(failed)), failed)).isEmpty();
  }

  @Test
  void nothingArrivesTwiceThoughItIsDestroyedAndTheAgentKilled() throws IOException {
    run(DESTROYED_AND_KILLED);
  }

  private void run(List<Action> actions) throws IOException {
    for (int round = 0; round < ROUNDS; round++) {
      long roundSeed = seed + round;
      List<Step> steps = steps(actions, new Random(roundSeed));
      Optional<String> fault = fault(steps, roundSeed);
      if (fault.isPresent()) {
        fail("seed %d: %s", roundSeed, shortest(steps, roundSeed, fault.get()));
      }
    }
  }

  private static List<Step> steps(List<Action> actions, Random random) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      steps.add(new Step(actions.get(random.nextInt(actions.size())), random.nextLong()));
    }
    return steps;
  }

  /** What a history came to that it must not come to, and the history. */
  private Optional<String> fault(List<Step> steps, long roundSeed) throws IOException {
    Path folder = root.resolve("run" + ++runs);
    try (LogHistory history = new LogHistory(folder, roundSeed)) {
      play(history, steps);
      return history.fault().map(what -> what + "\n" + history);
    } finally {
      delete(folder);
    }
  }

  private static void play(LogHistory history, List<Step> steps) throws IOException {
    try {
      for (Step step : steps) {
        history.take(step);
      }
      history.end();
    } catch (RuntimeException e) {
      throw new IllegalStateException(history.toString(), e);
    }
  }

  /** Leaves out steps as long as it still fails. Returns the fault that is left. */
  private String shortest(List<Step> failing, long roundSeed, String fault) throws IOException {
    List<Step> steps = failing;
    String left = fault;
    for (int length = STEPS / 2; length > 0; length = length > 1 ? length / 2 : 0) {
      for (int at = 0; at + length <= steps.size(); ) {
        List<Step> fewer = new ArrayList<>(steps);
        fewer.subList(at, at + length).clear();
        Optional<String> still = fault(fewer, roundSeed);
        if (still.isPresent()) {
          steps = fewer;
          left = still.get();
        } else {
          at += length;
        }
      }
    }
    return left;
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
