package io.groundwatch.app;

import io.groundwatch.model.SignalKind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a lane lives: {@code lanes/<destination>/<kind>} of the state folder.
 *
 * @param path of its folder
 * @param destination its name
 * @param kind of its records
 */
record LaneFolder(Path path, String destination, SignalKind kind) {
  private static final String LANES = "lanes";

  /** The folder of a lane, whether it exists or not. */
  static LaneFolder of(Path stateDirectory, String destination, SignalKind kind) {
    Path path = stateDirectory.resolve(LANES).resolve(destination).resolve(kind.key());
    return new LaneFolder(path, destination, kind);
  }

  /** All that exist, by name. */
  static List<LaneFolder> in(Path stateDirectory) throws IOException {
    List<LaneFolder> lanes = new ArrayList<>();
    for (Path destination : folders(stateDirectory.resolve(LANES))) {
      for (SignalKind kind : SignalKind.values()) {
        LaneFolder lane = of(stateDirectory, destination.getFileName().toString(), kind);
        if (Files.isDirectory(lane.path())) {
          lanes.add(lane);
        }
      }
    }
    lanes.sort((a, b) -> a.name().compareTo(b.name()));
    return lanes;
  }

  /** As in the configuration, the log and the self metrics. */
  String name() {
    return destination + "/" + kind.key();
  }

  Path queue() {
    return path.resolve("queue");
  }

  Path checkpoint() {
    return path.resolve("checkpoint");
  }

  Path dead() {
    return path.resolve("dead");
  }

  private static List<Path> folders(Path directory) throws IOException {
    try (Stream<Path> listed = Files.list(directory)) {
      return listed.filter(Files::isDirectory).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (AccessDeniedException e) {
      throw new IOException(
          directory + " can be read by the agent's user and by root alone: try it with sudo", e);
    }
  }
}
