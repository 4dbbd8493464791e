package io.groundwatch.app;

import io.groundwatch.buffer.DeadLetterFolder;
import io.groundwatch.buffer.DiskBudget;
import io.groundwatch.buffer.TapeBuffer;
import io.groundwatch.buffer.TapeBufferSettings;
import io.groundwatch.checkpoint.FileCheckpoints;
import io.groundwatch.config.BufferConfig;
import io.groundwatch.config.DestinationConfig;
import io.groundwatch.config.ProtocolConfig;
import io.groundwatch.config.ProtocolConfig.Http.Format;
import io.groundwatch.model.Compression;
import io.groundwatch.pipeline.Lane;
import io.groundwatch.pipeline.LaneParts;
import io.groundwatch.pipeline.LaneSettings;
import io.groundwatch.pipeline.LaneTools;
import io.groundwatch.pipeline.Output;
import io.groundwatch.pipeline.RateLimit;
import io.groundwatch.runtime.ServiceStack;
import io.groundwatch.runtime.StateFiles;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.telemetry.SelfMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Opens lanes, each in its own folder {@code lanes/<destination>/<kind>} of the state folder. */
final class Lanes {
  /** Without a limit in the configuration, a buffer takes at most this part of its volume. */
  private static final int VOLUME_SHARE = 10;

  private final Path stateDirectory;
  private final Outputs outputs;
  private final Map<DestinationConfig, RateLimit> rates = new HashMap<>();

  Lanes(Path stateDirectory, Outputs outputs) {
    this.stateDirectory = stateDirectory;
    this.outputs = outputs;
  }

  /** Opens the lane of a route; not started. */
  RunningLane open(Route route, LaneTools tools, DiskBudget disk) throws IOException {
    ServiceStack parts = new ServiceStack();
    try {
      return new RunningLane(route, lane(route, tools, disk, parts), parts, tools.time());
    } catch (IOException | RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  /** The folder of a route's lane. */
  static LaneFolder folder(Path stateDirectory, Route route) {
    return LaneFolder.of(stateDirectory, route.destination().name(), route.kind());
  }

  /**
   * How many batches wait in a folder that no lane uses; opens it as a lane does, and closes it.
   */
  static long waitingIn(LaneFolder folder, SelfMetrics metrics, TimeSource time)
      throws IOException {
    if (!Files.isDirectory(folder.queue())) {
      return 0;
    }
    try (FileCheckpoints checkpoints = FileCheckpoints.open(folder.checkpoint(), time);
        TapeBuffer buffer =
            TapeBuffer.open(
                folder.queue(),
                new TapeBufferSettings(
                    folder.name(), Long.MAX_VALUE, Compression.ZSTD, DiskBudget.unlimited()),
                checkpoints.settledSequence(),
                metrics,
                time)) {
      return buffer.batches();
    }
  }

  private Lane lane(Route route, LaneTools tools, DiskBudget disk, ServiceStack parts)
      throws IOException {
    LaneFolder folder = folder(stateDirectory, route);
    StateFiles.createDirectories(folder.path());
    BufferConfig limits = limits(route, folder.path());
    FileCheckpoints checkpoints =
        parts.push(FileCheckpoints.open(folder.checkpoint(), tools.time()));
    TapeBuffer buffer =
        parts.push(
            TapeBuffer.open(
                folder.queue(),
                new TapeBufferSettings(
                    route.lane(), limits.maxBytes(), stored(route.destination()), disk),
                checkpoints.settledSequence(),
                tools.metrics(),
                tools.time()));
    DeadLetterFolder deadLetters =
        DeadLetterFolder.open(folder.dead(), DeadLetterFolder.DEFAULT_MAX_BYTES);
    Output output = parts.push(outputs.open(route));
    return new Lane(
        new LaneSettings(
            route.lane(), limits, route.destination().retry(), route.destination().concurrency()),
        new LaneParts(buffer, checkpoints, deadLetters, output, rate(route, tools)),
        tools);
  }

  /** One for a destination: its lanes share the link to it. */
  private RateLimit rate(Route route, LaneTools tools) {
    return rates.computeIfAbsent(
        route.destination(),
        destination ->
            destination
                .maxBytesPerSecond()
                .map(bytes -> RateLimit.of(bytes, tools.time()))
                .orElseGet(RateLimit::none));
  }

  private static BufferConfig limits(Route route, Path folder) {
    BufferConfig configured = route.destination().buffer(route.kind());
    if (route.destination().buffer().maxBytes().isPresent()) {
      return configured;
    }
    // Not by FileStore, which looks for a mount and fails in a chroot that is none.
    long volume = folder.toFile().getTotalSpace();
    if (volume == 0) {
      return configured; // it is not known
    }
    long share = volume / VOLUME_SHARE;
    return new BufferConfig(
        Math.min(configured.maxBytes(), Math.max(share, 1 << 20)),
        configured.maxAge(),
        configured.whenFull());
  }

  /** What is sent as it is stored is stored as it is sent; all else by the best there is. */
  private static Compression stored(DestinationConfig destination) {
    boolean sentAsStored =
        destination.protocol().equals(new ProtocolConfig.Http(Format.NDJSON))
            && destination.compression() != Compression.NONE;
    return sentAsStored ? destination.compression() : Compression.ZSTD;
  }
}
