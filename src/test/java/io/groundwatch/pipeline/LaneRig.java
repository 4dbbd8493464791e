package io.groundwatch.pipeline;

import io.groundwatch.config.BufferConfig;
import io.groundwatch.config.BufferConfig.WhenFull;
import io.groundwatch.config.RetryConfig;
import io.groundwatch.model.Batch;
import io.groundwatch.model.Coverage;
import io.groundwatch.model.Dimensions;
import io.groundwatch.model.FileKey;
import io.groundwatch.model.Fingerprint;
import io.groundwatch.model.LogOrigin;
import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.MetricSeries;
import io.groundwatch.model.Position;
import io.groundwatch.model.SourceId;
import io.groundwatch.model.Unit;
import io.groundwatch.pipeline.LaneMetrics.DropReason;
import io.groundwatch.runtime.FakeTime;
import io.groundwatch.telemetry.SelfMetrics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;

/** A lane on a disk and with a destination in memory, and a clock that a test moves. */
final class LaneRig {
  static final SourceId SOURCE = new SourceId(1, 2);
  private static final LogOrigin ORIGIN = new LogOrigin("group", "stream", "/file");
  private static final MetricSeries SERIES =
      new MetricSeries("ns", "m", Unit.NONE, Dimensions.NONE, MetricKind.GAUGE, 1);

  final FakeTime time = new FakeTime();
  final FakeDisk disk = new FakeDisk();
  final FakeOutput output = new FakeOutput();
  MemoryBudget memory = new MemoryBudget(1 << 20);
  SelfMetrics metrics = new SelfMetrics();
  BufferConfig buffer = new BufferConfig(Long.MAX_VALUE, Duration.ofDays(1), WhenFull.BLOCK);
  RetryConfig retry = new RetryConfig(Duration.ofSeconds(1), Duration.ofSeconds(60));
  int concurrency = 1;
  private final RandomGenerator random;
  private final BatchIds ids;

  LaneRig() {
    this(1);
  }

  LaneRig(long seed) {
    this.random = new Random(seed);
    this.ids = new BatchIds(random);
  }

  void whenFull(WhenFull how) {
    buffer = new BufferConfig(buffer.maxBytes(), buffer.maxAge(), how);
  }

  void maxAge(Duration age) {
    buffer = new BufferConfig(buffer.maxBytes(), age, buffer.whenFull());
  }

  /** A lane on what the disk holds. */
  Lane open() {
    metrics = new SelfMetrics();
    return new Lane(
        new LaneSettings("central/logs", buffer, retry, concurrency),
        disk.parts(output),
        new LaneTools(time, random, memory, metrics));
  }

  /** Works until there is nothing to do now. */
  static void settle(Lane lane) {
    while (lane.work() > 0) {}
  }

  /** Lets time pass as a thread would: it works, rests as long as the lane says, and works. */
  void pass(Lane lane, Duration duration) {
    long end = time.nanos() + duration.toNanos();
    settle(lane);
    while (time.nanos() < end) {
      long rest = Math.max(1_000_000, Math.min(lane.restNanos(), end - time.nanos()));
      time.advance(Duration.ofNanos(rest));
      settle(lane);
    }
  }

  /** Lines {@code [from, to)} of the file, a byte of it each. */
  Batch lines(int from, int to) {
    return lines(from, to, line -> true);
  }

  /** The same, but for the lines that a filter leaves out. */
  Batch lines(int from, int to, IntPredicate passes) {
    LineColumns columns = new LineColumns();
    for (int i = from; i < to; i++) {
      if (!passes.test(i)) {
        continue;
      }
      byte[] bytes = line(i).getBytes(StandardCharsets.UTF_8);
      columns.append(ORIGIN, 0, bytes, 0, bytes.length);
    }
    return new Batch.Logs(
        ids.next(), time.wallNanos(), columns.toLines(), List.of(position(from, to)));
  }

  /** Samples with the values {@code [from, to)}. */
  Batch samples(int from, int to) {
    List<MetricSample> samples = new ArrayList<>();
    for (int i = from; i < to; i++) {
      samples.add(MetricSample.gauge(SERIES, 0, i));
    }
    return new Batch.Metrics(ids.next(), time.wallNanos(), samples);
  }

  static Position position(int from, int to) {
    return new Position(
        SOURCE, new FileKey(1, 1), Fingerprint.EMPTY, Fingerprint.EMPTY, "/file", from, to, false);
  }

  static String line(int number) {
    return "line " + number;
  }

  static List<String> named(int from, int to) {
    List<String> lines = new ArrayList<>();
    for (int i = from; i < to; i++) {
      lines.add(line(i));
    }
    return lines;
  }

  /** What a restart would find covered of the file. */
  List<Coverage.Range> covered() {
    Coverage coverage = open().coverageNow().get(SOURCE);
    return coverage == null ? List.of() : coverage.ranges();
  }

  long dropped(Lane lane, DropReason reason) {
    return lane.metrics().dropped(reason).records();
  }

  double gauge(String name) {
    return metrics
        .snapshot()
        .getOrDefault("agent_lane_" + name + "{lane=\"central/logs\"}", Double.NaN);
  }
}
