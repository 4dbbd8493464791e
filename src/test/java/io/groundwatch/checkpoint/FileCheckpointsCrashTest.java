package io.groundwatch.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.model.Coverage;
import io.groundwatch.model.Position;
import io.groundwatch.model.SourceId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stops the agent, or fails the disk, before each thing that is done to the disk. */
class FileCheckpointsCrashTest {
  private static final int SETTLES = 6;

  private Path folder;

  @BeforeEach
  void choose(@TempDir Path temporary) {
    folder = temporary;
  }

  /** The n-th operation fails, and where the agent stops, so do all after it. */
  private static final class FailingDisk implements DiskStep {
    private final int failing;
    private final boolean stops;
    private final List<String> operations = new ArrayList<>();

    private FailingDisk(int failing, boolean stops) {
      this.failing = failing;
      this.stops = stops;
    }

    @Override
    public void before(String operation) throws IOException {
      operations.add(operation);
      boolean due = operations.size() == failing;
      if (due || (stops && operations.size() > failing)) {
        throw new IOException("Input/output error before: " + operation);
      }
    }

    private boolean reached() {
      return operations.size() >= failing;
    }
  }

  @Test
  void whatWasSettledIsKnownAfterAStopAtAnyPoint() throws IOException {
    boolean reached = true;
    List<String> operations = List.of();
    for (int failing = 1; reached; failing++) {
      FailingDisk disk = new FailingDisk(failing, true);
      Path lane = folder.resolve("stop-" + failing);
      long settled = settleUntilItFails(lane, disk);
      assertThatKnows(lane, settled, settled + 1, "stopped before operation " + failing);
      reached = disk.reached();
      operations = disk.operations;
    }
    assertThat(operations)
        .contains("sync append", "rename current", "rename temporary", "sync folder", "place");
  }

  @Test
  void whatWasSettledIsKnownAfterAFailureAtAnyPoint() throws IOException {
    boolean reached = true;
    for (int failing = 1; reached; failing++) {
      FailingDisk disk = new FailingDisk(failing, false);
      Path lane = folder.resolve("fail-" + failing);
      open(lane, DiskStep.NONE).close();
      try (FileCheckpoints checkpoints = open(lane, disk)) {
        for (int i = 1; i <= SETTLES; i++) {
          settleTwiceIfNeeded(checkpoints, i);
        }
        assertThat(checkpoints.settledSequence()).isEqualTo(SETTLES);
      }
      assertThatKnows(lane, SETTLES, SETTLES, "operation " + failing + " failed");
      reached = disk.reached();
    }
  }

  @Test
  void aReopenedLogSaysWhatTheOpenOneSaid() throws IOException {
    for (int round = 0; round < 10; round++) {
      long seed = new Random().nextLong();
      Random random = new Random(seed);
      Path lane = folder.resolve("random-" + round);
      Map<SourceId, Coverage> known = new HashMap<>();
      for (int restart = 0; restart < 4; restart++) {
        try (FileCheckpoints checkpoints = open(lane, DiskStep.NONE)) {
          assertThat(checkpoints.coverage()).as("seed %d", seed).isEqualTo(known);
          for (int i = random.nextInt(20); i > 0; i--) {
            checkpoints.settle(checkpoints.settledSequence() + 1, positions(random));
          }
          known = new HashMap<>(checkpoints.coverage());
        }
      }
    }
  }

  private static void settleTwiceIfNeeded(FileCheckpoints checkpoints, int i) throws IOException {
    List<Position> positions = List.of(SamplePositions.of(1, i - 1, i, false));
    try {
      checkpoints.settle(i, positions);
    } catch (IOException e) {
      assertThat(checkpoints.settledSequence()).as("nothing was noted").isEqualTo(i - 1);
      checkpoints.settle(i, positions);
    }
  }

  private static long settleUntilItFails(Path lane, FailingDisk disk) {
    long settled = 0;
    try (FileCheckpoints checkpoints = open(lane, disk)) {
      for (int i = 1; i <= SETTLES; i++) {
        checkpoints.settle(i, List.of(SamplePositions.of(1, i - 1, i, false)));
        settled = i;
      }
    } catch (IOException e) {
      assertThat(disk.reached()).isTrue();
    }
    return settled;
  }

  private static void assertThatKnows(Path lane, long least, long most, String what)
      throws IOException {
    for (int start = 0; start < 2; start++) {
      SettledView view = SettledView.of(lane);
      try (FileCheckpoints checkpoints = open(lane, DiskStep.NONE)) {
        long settled = checkpoints.settledSequence();
        assertThat(settled).as(what).isBetween(least, most);
        Coverage coverage = checkpoints.coverage().get(new SourceId(1, 1));
        assertThat(coverage == null ? 0 : coverage.end()).as(what).isEqualTo(settled);
        assertThat(view.sequence()).as("looked at from outside, " + what).isEqualTo(settled);
        assertThat(view.coverage()).as(what).isEqualTo(checkpoints.coverage());
      }
    }
  }

  private static FileCheckpoints open(Path lane, DiskStep disk) throws IOException {
    return FileCheckpoints.open(lane, new FrozenClock(), disk, 400);
  }

  private static List<Position> positions(Random random) {
    List<Position> positions = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      long from = random.nextInt(1000);
      positions.add(
          SamplePositions.of(
              random.nextInt(5), from, from + random.nextInt(60), random.nextInt(10) == 0));
    }
    return positions;
  }
}
