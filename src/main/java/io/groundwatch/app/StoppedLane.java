package io.groundwatch.app;

import io.groundwatch.buffer.DeadLetterFolder;
import io.groundwatch.buffer.DiskBudget;
import io.groundwatch.buffer.TapeBuffer;
import io.groundwatch.buffer.TapeBufferSettings;
import io.groundwatch.checkpoint.FileCheckpoints;
import io.groundwatch.config.BufferConfig;
import io.groundwatch.config.BufferConfig.WhenFull;
import io.groundwatch.config.RetryConfig;
import io.groundwatch.model.Compression;
import io.groundwatch.output.stdout.WithheldOutput;
import io.groundwatch.pipeline.Lane;
import io.groundwatch.pipeline.LaneAnswer;
import io.groundwatch.pipeline.LaneOrder;
import io.groundwatch.pipeline.LaneParts;
import io.groundwatch.pipeline.LaneSettings;
import io.groundwatch.pipeline.LaneTools;
import io.groundwatch.pipeline.MemoryBudget;
import io.groundwatch.pipeline.RateLimit;
import io.groundwatch.runtime.ServiceStack;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.telemetry.SelfMetrics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Carries out an order on the files of a lane that no agent has open, with the very lane that an
 * agent would run, under the same locks; it sends nothing. Needs no configuration: a limit of the
 * queue holds for what inputs bring, and what is put back is on the same disk already.
 */
final class StoppedLane {
  /** Nothing expires because a person looks after it. */
  private static final Duration NEVER = Duration.ofDays(36_500);

  private StoppedLane() {}

  /**
   * Carries out an order.
   *
   * @throws io.groundwatch.runtime.DirectoryLockedException where an agent has the lane open
   */
  static LaneAnswer carryOut(LaneFolder folder, LaneOrder order, TimeSource time)
      throws IOException {
    try (ServiceStack open = new ServiceStack()) {
      LaneTools tools =
          new LaneTools(
              time,
              new SplittableRandom(),
              new MemoryBudget(MemoryBudget.DEFAULT_BYTES),
              new SelfMetrics());
      Lane lane = new Lane(settings(folder), parts(folder, tools, open), tools);
      List<LaneAnswer> answers = new ArrayList<>();
      lane.order(order, answers::add);
      while (answers.isEmpty()) {
        // Nothing is in flight here, so every turn does a little.
        lane.work();
      }
      return answers.get(0);
    }
  }

  private static LaneSettings settings(LaneFolder folder) {
    return new LaneSettings(
        folder.name(),
        new BufferConfig(Long.MAX_VALUE, NEVER, WhenFull.BLOCK),
        new RetryConfig(RetryConfig.DEFAULT_INITIAL, RetryConfig.DEFAULT_MAX),
        1);
  }

  private static LaneParts parts(LaneFolder folder, LaneTools tools, ServiceStack open)
      throws IOException {
    FileCheckpoints checkpoints =
        open.push(FileCheckpoints.open(folder.checkpoint(), tools.time()));
    TapeBuffer buffer =
        open.push(
            TapeBuffer.open(
                folder.queue(),
                // Every destination takes gzip; where another is configured it is packed anew.
                new TapeBufferSettings(
                    folder.name(), Long.MAX_VALUE, Compression.GZIP, DiskBudget.unlimited()),
                checkpoints.settledSequence(),
                tools.metrics(),
                tools.time()));
    return new LaneParts(
        buffer,
        checkpoints,
        DeadLetterFolder.open(folder.dead(), DeadLetterFolder.DEFAULT_MAX_BYTES),
        open.push(new WithheldOutput("the agent is stopped")),
        RateLimit.none());
  }
}
