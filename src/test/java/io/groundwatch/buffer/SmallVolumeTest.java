package io.groundwatch.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.groundwatch.checkpoint.FileCheckpoints;
import io.groundwatch.config.BufferConfig;
import io.groundwatch.config.BufferConfig.WhenFull;
import io.groundwatch.config.RetryConfig;
import io.groundwatch.model.Batch;
import io.groundwatch.model.Compression;
import io.groundwatch.model.RecordRange;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.pipeline.Lane;
import io.groundwatch.pipeline.LaneParts;
import io.groundwatch.pipeline.LaneSettings;
import io.groundwatch.pipeline.LaneTools;
import io.groundwatch.pipeline.MemoryBudget;
import io.groundwatch.pipeline.Outcome;
import io.groundwatch.pipeline.Output;
import io.groundwatch.pipeline.RateLimit;
import io.groundwatch.pipeline.SampleBatches;
import io.groundwatch.runtime.FakeTime;
import io.groundwatch.telemetry.SelfMetrics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A lane on a real volume of 2 MiB that is filled to the brim under it. Only root can mount one;
 * the same failures without a volume are {@link FailingDiskTest}.
 */
class SmallVolumeTest {
  private static final int LINE_BYTES = 60_000;

  /** The batches are stamped with their numbers, which is long ago. */
  private static final Duration FOREVER = Duration.ofDays(36_500);

  private final FakeTime time = new FakeTime();
  private final SelfMetrics metrics = new SelfMetrics();
  private final Destination destination = new Destination();
  private Path volume;

  @BeforeEach
  void mount(@TempDir Path folder) throws Exception {
    volume = Files.createDirectory(folder.resolve("volume"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", volume.toString()),
        "skipped: only root can mount a volume");
  }

  @AfterEach
  void unmount() throws Exception {
    if (volume != null) {
      run("umount", "--lazy", volume.toString());
    }
  }

  @Test
  void aVolumeThatSomebodyElseFilledIsRiddenOutAndNothingIsLost() throws Exception {
    destination.takes = false;
    try (OpenLane open = open()) {
      Path foreign = volume.resolve("foreign");
      long free = Files.getFileStore(volume).getUsableSpace();
      Files.write(foreign, new byte[(int) free - 900_000]);
      long offered = 0;
      while (open.lane.offer(batch(offered + 1))) {
        offered++;
        pass(open.lane, Duration.ofSeconds(2));
      }
      assertThat(offered).as("batches that were taken").isGreaterThan(2);
      assertThat(Files.getFileStore(volume).getUsableSpace())
          .as("what stays free for settling")
          .isGreaterThan(100_000);

      Files.delete(foreign);
      destination.takes = true;
      pass(open.lane, Duration.ofMinutes(3));
      assertThat(destination.taken).isEqualTo(range(offered));

      assertThat(open.lane.offer(batch(offered + 1))).isTrue();
      pass(open.lane, Duration.ofMinutes(1));
      assertThat(destination.taken).isEqualTo(range(offered + 1));
    }
  }

  @Test
  void aFullVolumeStillLetsTheLaneSettleAndSoMakeRoom() throws Exception {
    destination.takes = false;
    try (OpenLane open = open()) {
      long offered = 0;
      while (open.lane.offer(batch(offered + 1))) {
        offered++;
        pass(open.lane, Duration.ofSeconds(2));
      }
      destination.takes = true;
      pass(open.lane, Duration.ofMinutes(3));
      assertThat(destination.taken).isEqualTo(range(offered));
      assertThat(open.lane.offer(batch(offered + 1))).isTrue();
    }
  }

  private static Batch batch(long number) {
    // Noise, which no compression makes smaller.
    byte[] noise = new byte[LINE_BYTES];
    new Random(number).nextBytes(noise);
    return SampleBatches.logs(number, new String(noise, StandardCharsets.ISO_8859_1));
  }

  private static List<Long> range(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  private void pass(Lane lane, Duration duration) {
    Duration step = Duration.ofMillis(200);
    for (Duration left = duration; !left.isNegative(); left = left.minus(step)) {
      while (lane.work() > 0) {}
      time.advance(step);
    }
  }

  private OpenLane open() throws IOException {
    FileCheckpoints checkpoints = FileCheckpoints.open(volume.resolve("checkpoint"), time);
    TapeBuffer buffer =
        TapeBuffer.open(
            volume.resolve("queue"),
            new TapeBufferSettings("test/logs", 1L << 30, 256 << 10, Compression.ZSTD),
            checkpoints.settledSequence(),
            metrics,
            time);
    LaneParts parts =
        new LaneParts(
            buffer,
            checkpoints,
            DeadLetterFolder.open(volume.resolve("dead"), DeadLetterFolder.DEFAULT_MAX_BYTES),
            destination,
            RateLimit.none());
    LaneSettings settings =
        new LaneSettings(
            "test/logs",
            new BufferConfig(1L << 30, FOREVER, WhenFull.BLOCK),
            new RetryConfig(Duration.ofSeconds(1), Duration.ofSeconds(5)),
            1);
    LaneTools tools =
        new LaneTools(time, new Random(1), new MemoryBudget(MemoryBudget.DEFAULT_BYTES), metrics);
    return new OpenLane(new Lane(settings, parts, tools), parts);
  }

  private record OpenLane(Lane lane, LaneParts parts) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      parts.buffer().close();
      parts.checkpoints().close();
    }
  }

  /** Takes batches, or does not. */
  private static final class Destination implements Output {
    private final List<Long> taken = new ArrayList<>();
    private boolean takes = true;

    @Override
    public void send(StoredBatch batch, RecordRange range, Consumer<Outcome> completion) {
      if (takes) {
        taken.add(batch.id().low());
      }
      completion.accept(takes ? new Outcome.Delivered() : new Outcome.Retry("not now"));
    }

    @Override
    public void close() {}
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    return process.waitFor() == 0;
  }
}
