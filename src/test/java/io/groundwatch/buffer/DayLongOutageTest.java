package io.groundwatch.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.checkpoint.FileCheckpoints;
import io.groundwatch.config.BufferConfig;
import io.groundwatch.config.BufferConfig.WhenFull;
import io.groundwatch.config.RetryConfig;
import io.groundwatch.model.Batch;
import io.groundwatch.model.Compression;
import io.groundwatch.model.RecordRange;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.pipeline.Gap;
import io.groundwatch.pipeline.Lane;
import io.groundwatch.pipeline.LaneMetrics.DropReason;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A backend that is away for a day, on a real disk and under a clock that a test moves: a batch a
 * minute, and a restart in the middle of it.
 */
class DayLongOutageTest {
  private static final Duration BETWEEN_BATCHES = Duration.ofMinutes(5);
  private static final int BATCHES = (int) Duration.ofDays(1).dividedBy(BETWEEN_BATCHES);
  private static final int LINES = 200;
  private static final int SEGMENT_BYTES = 64 << 10;

  private static final int LOCK_BYTES = 64;

  /** {@link RetryConfig#DEFAULT_MAX}, and what a recovered backend is given to answer. */
  private static final Duration BACK_WITHIN = RetryConfig.DEFAULT_MAX.plusSeconds(2);

  private static final Duration TO_CATCH_UP = Duration.ofMinutes(10);

  @TempDir Path folder;
  private final FakeTime time = new FakeTime();
  private final SelfMetrics metrics = new SelfMetrics();
  private final Destination destination = new Destination();
  private final Random words = new Random(1);
  private BufferConfig buffer = new BufferConfig(16 << 20, Duration.ofDays(14), WhenFull.BLOCK);
  private LaneParts parts;
  private Lane lane;
  private long mostBytes;

  @BeforeEach
  void open() throws IOException {
    FileCheckpoints checkpoints = FileCheckpoints.open(folder.resolve("checkpoint"), time);
    TapeBuffer queue =
        TapeBuffer.open(
            folder.resolve("queue"),
            new TapeBufferSettings("test/logs", buffer.maxBytes(), SEGMENT_BYTES, Compression.GZIP),
            checkpoints.settledSequence(),
            metrics,
            time);
    parts =
        new LaneParts(
            queue,
            checkpoints,
            DeadLetterFolder.open(folder.resolve("dead"), DeadLetterFolder.DEFAULT_MAX_BYTES),
            destination,
            RateLimit.none());
    lane =
        new Lane(
            new LaneSettings(
                "test/logs",
                buffer,
                new RetryConfig(RetryConfig.DEFAULT_INITIAL, RetryConfig.DEFAULT_MAX),
                1),
            parts,
            new LaneTools(
                time, new Random(1), new MemoryBudget(MemoryBudget.DEFAULT_BYTES), metrics));
  }

  @AfterEach
  void close() throws IOException {
    parts.buffer().close();
    parts.checkpoints().close();
  }

  @Test
  void aDayThatFitsComesInOrderAndOnce() throws IOException {
    liveThroughADay();
    assertThat(mostBytes).isBetween(512L << 10, mostAllowed());

    destination.takes = true;
    pass(BACK_WITHIN);
    assertThat(destination.taken).as("taken once the backend was back").isNotEmpty();
    pass(TO_CATCH_UP);
    assertThat(destination.taken).isEqualTo(numbers(1, BATCHES));
    assertThat(destination.gaps).isEmpty();
    assertThat(lane.metrics().dropped(DropReason.BUFFER_FULL).records()).isZero();
    assertThat(onDisk()).as("bytes of the one segment that stays").isLessThan(2 * SEGMENT_BYTES);
  }

  @Test
  void ofADayThatDoesNotFitTheNewestComesAndTheRestIsTold() throws IOException {
    close();
    buffer = new BufferConfig(512 << 10, Duration.ofDays(14), WhenFull.DROP_OLDEST);
    open();
    liveThroughADay();
    assertThat(mostBytes).isBetween(256L << 10, mostAllowed());

    destination.takes = true;
    pass(BACK_WITHIN);
    pass(TO_CATCH_UP);
    assertThat(destination.taken).hasSizeBetween(20, BATCHES - 1);
    long first = destination.taken.get(0);
    assertThat(destination.taken).isEqualTo(numbers(first, BATCHES));
    assertThat(destination.gaps)
        .allSatisfy(gap -> assertThat(gap.reason()).isEqualTo(DropReason.BUFFER_FULL));
    assertThat(destination.gaps.stream().mapToLong(Gap::records).sum())
        .as("records that the backend is told to be missing; those before the restart it is not")
        .isBetween(1L, (first - 1) * LINES);
    assertThat(metrics.total("agent_lane_dropped_records_total")).isEqualTo((first - 1) * LINES);
  }

  /** Bytes of files: the last segment is not full, and what it does not hold yet is a hole. */
  private long mostAllowed() {
    return buffer.maxBytes() + SEGMENT_BYTES + LOCK_BYTES;
  }

  private void liveThroughADay() throws IOException {
    for (int number = 1; number <= BATCHES; number++) {
      assertThat(lane.offer(batch(number))).as("batch %d is taken", number).isTrue();
      pass(BETWEEN_BATCHES);
      mostBytes = Math.max(mostBytes, onDisk());
      if (number == BATCHES / 2) {
        close();
        open();
      }
    }
    assertThat(destination.taken).isEmpty();
  }

  private void pass(Duration duration) {
    long end = time.nanos() + duration.toNanos();
    while (time.nanos() < end) {
      while (lane.work() > 0) {}
      long rest = Math.max(1_000_000, Math.min(lane.restNanos(), end - time.nanos()));
      time.advance(Duration.ofNanos(rest));
    }
    while (lane.work() > 0) {}
  }

  private long onDisk() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("queue"))) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private Batch batch(long number) {
    String[] lines = new String[LINES];
    for (int i = 0; i < LINES; i++) {
      lines[i] =
          "2026-11-26T00:00:00.000Z INFO request served path=/api/v1/items status=200 id="
              + Long.toHexString(words.nextLong());
    }
    return SampleBatches.logs(number, time.wallNanos(), lines);
  }

  private static List<Long> numbers(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  /** Takes batches, or does not. */
  private static final class Destination implements Output {
    private final List<Long> taken = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private boolean takes;

    @Override
    public void send(StoredBatch batch, RecordRange range, Consumer<Outcome> completion) {
      send(batch, range, List.of(), completion);
    }

    @Override
    public void send(
        StoredBatch batch, RecordRange range, List<Gap> told, Consumer<Outcome> completion) {
      if (takes) {
        taken.add(batch.id().low());
        gaps.addAll(told);
      }
      completion.accept(takes ? new Outcome.Delivered() : new Outcome.Retry("not now"));
    }

    @Override
    public void close() {}
  }
}
