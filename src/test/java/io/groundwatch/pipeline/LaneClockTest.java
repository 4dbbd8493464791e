package io.groundwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.BatchConfig;
import io.groundwatch.model.Batch;
import io.groundwatch.model.Coverage;
import io.groundwatch.model.MetricSample;
import io.groundwatch.pipeline.LaneMetrics.DropReason;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A wall clock that is set back or forward stops nothing, expires nothing and floods nobody. */
class LaneClockTest {
  private static final List<Duration> JUMPS =
      List.of(
          Duration.ofHours(1),
          Duration.ofHours(-1),
          Duration.ofDays(365),
          Duration.ofDays(-365),
          Duration.ofDays(-365 * 56)); // a host without a battery starts in 1970

  @Test
  void aBacklogOutlivesEveryJump() {
    for (Duration jump : JUMPS) {
      LaneRig rig = new LaneRig();
      rig.maxAge(Duration.ofDays(14));
      rig.output.answer((id, records) -> new Outcome.Retry("503"));
      Lane lane = rig.open();
      for (int i = 0; i < 20; i++) {
        lane.offer(rig.lines(i, i + 1));
        rig.pass(lane, Duration.ofMinutes(5));
        if (i == 10) {
          rig.time.stepWall(jump);
        }
      }
      assertThat(rig.dropped(lane, DropReason.EXPIRED)).as("jump %s", jump).isZero();
      int before = rig.output.attempts.size();
      rig.pass(lane, Duration.ofHours(1));
      assertThat(rig.output.attempts.size() - before).as("jump %s", jump).isBetween(60, 300);
      rig.output.answer((id, records) -> FakeOutput.delivered());
      rig.pass(lane, Duration.ofMinutes(3));
      assertThat(rig.output.taken).as("jump %s", jump).isEqualTo(LaneRig.named(0, 20));
    }
  }

  @Test
  void whatIsTooOldGoesAfterItsTimeWhateverTheWallClockSays() {
    for (Duration jump : JUMPS) {
      LaneRig rig = new LaneRig();
      rig.maxAge(Duration.ofHours(2));
      rig.output.answer((id, records) -> new Outcome.Retry("503"));
      Lane lane = rig.open();
      lane.offer(rig.lines(0, 4));
      rig.pass(lane, Duration.ofMinutes(30));
      rig.time.stepWall(jump);
      lane.offer(rig.lines(4, 8));
      rig.pass(lane, Duration.ofMinutes(89));
      assertThat(rig.dropped(lane, DropReason.EXPIRED)).as("jump %s", jump).isZero();
      rig.pass(lane, Duration.ofMinutes(2));
      assertThat(rig.dropped(lane, DropReason.EXPIRED)).as("jump %s", jump).isEqualTo(4);
      rig.pass(lane, Duration.ofMinutes(30));
      assertThat(rig.dropped(lane, DropReason.EXPIRED)).as("jump %s", jump).isEqualTo(8);
      assertThat(rig.covered()).containsExactly(new Coverage.Range(0, 8));
    }
  }

  @Test
  void aQueueThatARestartFindsIsNotThrownAwayByAWrongClock() {
    for (Duration jump : JUMPS) {
      LaneRig rig = new LaneRig();
      rig.maxAge(Duration.ofDays(14));
      rig.output.answer((id, records) -> new Outcome.Retry("503"));
      Lane lane = rig.open();
      for (int i = 0; i < 10; i++) {
        lane.offer(rig.lines(i, i + 1));
        LaneRig.settle(lane);
      }
      rig.time.stepWall(jump);
      Lane again = rig.open();
      rig.pass(again, Duration.ofMinutes(30));
      assertThat(rig.dropped(again, DropReason.EXPIRED)).as("jump %s", jump).isZero();
      rig.time.stepWall(jump.negated());
      rig.pass(again, Duration.ofDays(10));
      assertThat(rig.dropped(again, DropReason.EXPIRED)).as("set right: %s", jump).isZero();
      rig.output.answer((id, records) -> FakeOutput.delivered());
      rig.pass(again, Duration.ofMinutes(3));
      assertThat(rig.output.taken).isEqualTo(LaneRig.named(0, 10));
    }
  }

  @Test
  void batchesAreClosedByTheMonotonicClock() {
    for (Duration jump : JUMPS) {
      LaneRig rig = new LaneRig();
      FakeIntake lane = new FakeIntake();
      MetricBatcher batcher =
          new MetricBatcher(
              lane,
              new BatchConfig(1 << 20, 1000, Duration.ofSeconds(10), false),
              new BatchIds(new Random(1)),
              rig.time,
              new LaneMetrics(rig.metrics, "a/metrics", rig.time).dropped(DropReason.LANE_BLOCKED));
      MetricSample sample = ((Batch.Metrics) rig.samples(0, 1)).samples().get(0);
      for (int second = 0; second < 100; second++) {
        batcher.accept(sample);
        batcher.flushIfDue();
        if (second == 45) {
          rig.time.stepWall(jump);
        }
        rig.time.advance(Duration.ofSeconds(1));
      }
      assertThat(lane.batches()).as("jump %s", jump).hasSize(10);
    }
  }
}
