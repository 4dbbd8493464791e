package io.groundwatch.app;

import io.groundwatch.app.Routes.FileRoute;
import io.groundwatch.checkpoint.FileCheckpoints;
import io.groundwatch.input.file.FileEntry;
import io.groundwatch.input.file.ForeignPositions;
import io.groundwatch.model.Position;
import io.groundwatch.runtime.FileFailure;
import io.groundwatch.runtime.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Writes into the lanes' checkpoints what the CloudWatch Agent has read, so that no line of it is
 * read again. A file of which a lane knows something already stays as it is, so that it can be done
 * twice. Neither agent may run: the lanes are locked, and the other one is looked for.
 */
final class PositionTakeover {
  private final Path stateDirectory;
  private final Routes routes;
  private final TimeSource time;
  private final RandomGenerator random;
  private final List<String> said = new ArrayList<>();

  PositionTakeover(Path stateDirectory, Routes routes, TimeSource time, RandomGenerator random) {
    this.stateDirectory = stateDirectory;
    this.routes = routes;
    this.time = time;
    this.random = random;
  }

  /** Takes over all that {@code folder} says. Returns a line for each file of it. */
  List<String> from(Path folder) throws IOException {
    List<FileEntry> entries =
        routes.files().stream().map(file -> new FileEntry(file.file(), List.of())).toList();
    ForeignPositions positions = new ForeignPositions(entries, random);
    for (UpstreamState.Read read : UpstreamState.in(folder)) {
      take(read, positions);
    }
    return said;
  }

  private void take(UpstreamState.Read read, ForeignPositions positions) throws IOException {
    if (!Files.isRegularFile(read.file())) {
      said.add(read.file() + ": is not there any more");
      return;
    }
    List<Integer> finding = positions.finding(read.file());
    if (finding.isEmpty()) {
      said.add(read.file() + ": no entry of the configuration reads it");
    }
    for (int entry : finding) {
      FileRoute file = routes.files().get(entry);
      List<Position> taken;
      try {
        taken = positions.of(entry, read.file(), read.ranges());
      } catch (IOException e) {
        said.add(read.file() + ": cannot be read: " + FileFailure.reason(e));
        continue;
      }
      if (taken.isEmpty()) {
        said.add(read.file() + ": is shorter than what was read, so that it is another file");
        continue;
      }
      for (Route route : file.routes()) {
        note(route, read.file(), taken);
      }
    }
  }

  private void note(Route route, Path file, List<Position> taken) throws IOException {
    try (FileCheckpoints checkpoints =
        FileCheckpoints.open(Lanes.folder(stateDirectory, route).checkpoint(), time)) {
      if (ForeignPositions.isKnown(file, checkpoints.coverage().values())) {
        said.add(file + ": " + route.lane() + " knows it already");
        return;
      }
      checkpoints.settle(checkpoints.settledSequence(), taken);
      said.add(file + ": " + route.lane() + " goes on at byte " + taken.get(taken.size() - 1).to());
    }
  }
}
