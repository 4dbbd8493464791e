package io.groundwatch.input.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random histories of a log, read for two lanes, against the simplest model there is: the list of
 * lines that were written. Whatever comes to pass, nothing arrives twice; what was not destroyed
 * before it could be read arrives; and what was destroyed is counted to the byte.
 *
 * <p>{@code -Dgroundwatch.model.rounds=100000} makes it run long, {@code -Dgroundwatch.model.seed}
 * repeats a run.
 */
class FileModelTest {
  private static final int ROUNDS = Integer.getInteger("groundwatch.model.rounds", 60);
  private static final int STEPS = 50;

  @TempDir Path root;
  private final long seed = Long.getLong("groundwatch.model.seed", new Random().nextLong());

  @Test
  void everyLineArrivesOnceWhateverComesToPass() throws IOException {
    run(
        "whole",
        (history, action) ->
            switch (action) {
              case 0, 1, 2, 3, 4 -> history::append;
              case 5 -> history::appendUnfinished;
              case 6 -> history::rotate;
              case 7 -> history::rotateTwice;
              case 8 -> history::copytruncate;
              case 9 -> history::copyThenTruncate;
              case 10 -> history::saveInAnEditor;
              case 11 -> history::truncateWhatWasRead;
              case 12 -> history::deleteWhatWasRead;
              case 13 -> history::kill;
              case 14 -> history::stop;
              case 15, 16 -> history::blockOrOpen;
              default -> history::pass;
            });
  }

  @Test
  void whatIsDestroyedBeforeItIsReadIsCounted() throws IOException {
    run(
        "destroyed",
        (history, action) ->
            switch (action) {
              case 0, 1, 2, 3, 4 -> history::append;
              case 5 -> history::rotate;
              case 6 -> history::rotateTwice;
              case 7 -> history::copytruncate;
              case 8, 9 -> history::truncateUnread;
              case 10, 11 -> history::deleteUnread;
              case 12 -> history::deleteOldestGeneration;
              case 13, 14, 15 -> history::blockOrOpen;
              default -> history::pass;
            });
  }

  @Test
  void nothingArrivesTwiceThoughItIsDestroyedAndTheAgentKilled() throws IOException {
    run(
        "killed",
        (history, action) ->
            switch (action) {
              case 0, 1, 2, 3 -> history::append;
              case 4 -> history::rotate;
              case 5 -> history::rotateTwice;
              case 6 -> history::copytruncate;
              case 7 -> history::truncateUnread;
              case 8 -> history::deleteUnread;
              case 9 -> history::deleteOldestGeneration;
              case 10, 11, 12 -> history::blockOrOpen;
              case 13, 14 -> history::kill;
              case 15 -> history::stop;
              default -> history::pass;
            });
  }

  private void run(String name, BiFunction<LogHistory, Integer, LogHistory.Action> actions)
      throws IOException {
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(seed + round);
      Path folder = Files.createDirectory(root.resolve(name + round));
      LogHistory history = new LogHistory(folder, random);
      String what = "seed %d, %s, round %d: ".formatted(seed, name, round);
      try {
        for (int step = 0; step < STEPS; step++) {
          actions.apply(history, random.nextInt(20)).take();
        }
        history.end();
        history.check(what);
      } catch (RuntimeException e) {
        throw new IllegalStateException(what + history, e);
      }
      delete(folder);
    }
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
