package io.groundwatch.input.emf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.BatchConfig;
import io.groundwatch.model.Batch;
import io.groundwatch.model.LogOrigin;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.Position;
import io.groundwatch.pipeline.BatchIds;
import io.groundwatch.pipeline.FakeIntake;
import io.groundwatch.pipeline.LogBatcher;
import io.groundwatch.pipeline.SampleBatches;
import io.groundwatch.runtime.FakeTime;
import io.groundwatch.telemetry.SelfMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Lines of a file on their way to a lane of metrics. */
class EmfContentTest {
  private static final LogOrigin ORIGIN = new LogOrigin("app", "web1", "/var/log/app.log");
  private static final String RECORD =
      "{\"_aws\":{\"Timestamp\":1700000000123,\"CloudWatchMetrics\":[{\"Namespace\":\"n\","
          + "\"Metrics\":[{\"Name\":\"a\"},{\"Name\":\"b\"}]}]},\"a\":%d,\"b\":[1,2]}";

  private final FakeTime time = new FakeTime();
  private final SelfMetrics metrics = new SelfMetrics();
  private final FakeIntake lane = new FakeIntake();
  private final LogBatcher batcher =
      new LogBatcher(
          lane,
          new BatchConfig(4000, 1000, Duration.ofSeconds(1), false),
          new BatchIds(new Random(1)),
          time,
          new EmfContent(time, metrics));

  @Test
  void metricsTravelWithThePositionsOfTheirLines() {
    read(0, RECORD.formatted(5));
    read(1, "just a line");
    read(2, RECORD.formatted(6));
    batcher.finish();
    Batch.Metrics batch = (Batch.Metrics) lane.batches().get(0);
    assertThat(batch.samples()).extracting(MetricSample::value).containsExactly(5.0, 1.5, 6.0, 1.5);
    assertThat(batch.positions()).hasSize(1);
    assertThat(batch.positions().get(0).from()).isZero();
    assertThat(batch.positions().get(0).to()).isEqualTo(3);
    assertThat(metrics.total("agent_emf_faults_total")).as("a line need be no record").isZero();
  }

  /** So that a restart does not look at them again. */
  @Test
  void linesWithoutMetricsAreNotedToo() {
    read(0, "just a line");
    batcher.finish();
    assertThat(lane.batches()).hasSize(1);
    assertThat(lane.batches().get(0).records()).isZero();
    assertThat(lane.batches().get(0).positions()).hasSize(1);
  }

  @Test
  void aBatchIsAsLargeAsItsMetricsAreAndNotItsLines() {
    for (int i = 0; i < 40; i++) {
      read(i, RECORD.formatted(i));
    }
    batcher.finish();
    List<Integer> sizes = lane.batches().stream().map(Batch::records).toList();
    assertThat(sizes).allMatch(size -> size < 20);
    assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(80);
  }

  private void read(int number, String line) {
    byte[] bytes = line.getBytes(UTF_8);
    assertThat(batcher.ready()).isTrue();
    if (!batcher.fits(bytes.length)) {
      assertThat(batcher.ready()).isTrue();
    }
    batcher.append(ORIGIN, 1, bytes, 0, bytes.length);
    Position position = SampleBatches.logs(number, "x").positions().get(0);
    batcher.cover(position);
  }
}
