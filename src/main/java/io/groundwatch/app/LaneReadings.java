package io.groundwatch.app;

import io.groundwatch.model.Coverage;
import io.groundwatch.model.Position;
import io.groundwatch.model.SourceId;
import io.groundwatch.runtime.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How far lanes have come in log files, by their files alone; each is looked into once. */
final class LaneReadings {
  private final Path stateDirectory;
  private final Map<String, LaneReading> byLane = new HashMap<>();
  private final Set<String> looked = new HashSet<>();
  private final Set<String> untold = new HashSet<>();
  private final List<String> troubles = new ArrayList<>();

  /**
   * Of one lane.
   *
   * @param stored what is in the queue or delivered, of every source that is not finished
   * @param settled what is delivered, or given up
   */
  record LaneReading(Map<SourceId, Coverage> stored, Map<SourceId, Coverage> settled) {}

  private LaneReadings(Path stateDirectory) {
    this.stateDirectory = stateDirectory;
  }

  static LaneReadings in(Path stateDirectory) {
    return new LaneReadings(stateDirectory);
  }

  /** Of a lane; empty where it never ran, or it cannot be told. */
  Optional<LaneReading> of(Route route) {
    if (looked.add(route.lane())) {
      try {
        look(LaneFolder.of(stateDirectory, route.destination().name(), route.kind()))
            .ifPresent(reading -> byLane.put(route.lane(), reading));
      } catch (IOException e) {
        untold.add(route.lane());
        troubles.add(FileFailure.text(e));
      }
    }
    return Optional.ofNullable(byLane.get(route.lane()));
  }

  /** Whether a lane that was asked for cannot be read. */
  boolean isUntold(Route route) {
    return untold.contains(route.lane());
  }

  /** What is wrong with the files of the lanes that were looked into. */
  List<String> troubles() {
    return troubles;
  }

  private Optional<LaneReading> look(LaneFolder lane) throws IOException {
    // Whoever may not look is told so, which isDirectory would not do.
    boolean exists =
        LaneFolder.in(stateDirectory).stream().anyMatch(one -> one.name().equals(lane.name()));
    if (!exists || !Files.isDirectory(lane.checkpoint())) {
      return Optional.empty();
    }
    LaneLook queue = LaneLook.at(lane);
    List<Position> positions = new ArrayList<>();
    queue.batches(false, batch -> positions.addAll(batch.positions()));
    // After the queue: what is settled meanwhile leaves it.
    LaneLook after = LaneLook.at(lane);
    troubles.addAll(queue.troubles());
    return Optional.of(
        new LaneReading(Coverage.sum(after.settledCoverage(), positions), after.settledCoverage()));
  }
}
