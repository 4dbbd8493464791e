package io.groundwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.BatchConfig;
import io.groundwatch.config.BufferConfig.WhenFull;
import io.groundwatch.model.Batch;
import io.groundwatch.model.Coverage;
import io.groundwatch.model.MetricSample;
import io.groundwatch.pipeline.LaneMetrics.DropReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What gives way where a limit is reached, and that it is known. */
class LaneDropTest {
  private final LaneRig rig = new LaneRig();

  @Test
  void dropsTheOldestThoughOneIsInFlightAndKeepsThatOne() {
    rig.whenFull(WhenFull.DROP_OLDEST);
    rig.disk.capacity(3);
    rig.output.hang(true);
    Lane lane = rig.open();
    for (int i = 0; i < 10; i++) {
      assertThat(lane.offer(rig.lines(4 * i, 4 * i + 4))).isTrue();
      LaneRig.settle(lane);
    }
    assertThat(dropped(lane)).isEqualTo(28);
    assertThat(rig.output.waiting()).hasSize(1);
    rig.output.hang(false);
    rig.output.wakeUp(0, FakeOutput.delivered());
    rig.pass(lane, Duration.ofMinutes(1));
    List<String> expected = new ArrayList<>(LaneRig.named(0, 4));
    expected.addAll(LaneRig.named(32, 40));
    assertThat(rig.output.taken).isEqualTo(expected);
    assertThat(rig.disk.elements).isEmpty();
    assertThat(rig.covered()).containsExactly(new Coverage.Range(0, 40));
  }

  @Test
  void whatWasDroppedBehindABatchInFlightIsNotReadAgainAfterACrash() {
    rig.whenFull(WhenFull.DROP_OLDEST);
    rig.disk.capacity(3);
    rig.output.hang(true);
    Lane lane = rig.open();
    for (int i = 0; i < 10; i++) {
      lane.offer(rig.lines(4 * i, 4 * i + 4));
      LaneRig.settle(lane);
    }
    assertThat(rig.covered()).as("after a crash now").containsExactly(new Coverage.Range(0, 40));
    rig.output.hang(false);
    rig.pass(rig.open(), Duration.ofMinutes(1));
    assertThat(rig.output.taken).hasSize(12).doesNotHaveDuplicates();
    assertThat(rig.disk.elements).isEmpty();
  }

  @Test
  void dropsNothingWhereThatWouldMakeNoRoom() {
    rig.whenFull(WhenFull.DROP_OLDEST);
    rig.disk.capacity(8);
    rig.disk.segments(8); // all of it shares a file with what is in flight
    rig.output.hang(true);
    Lane lane = rig.open();
    for (int i = 0; i < 9; i++) {
      lane.offer(rig.lines(4 * i, 4 * i + 4));
      LaneRig.settle(lane);
    }
    rig.pass(lane, Duration.ofSeconds(30));
    assertThat(dropped(lane)).isZero();
    rig.output.hang(false);
    rig.output.wakeUp(0, FakeOutput.delivered());
    rig.pass(lane, Duration.ofMinutes(1));
    assertThat(rig.output.taken).isEqualTo(LaneRig.named(0, 36));
  }

  @Test
  void dropsFileByFileAndNoMoreThanItMust() {
    rig.whenFull(WhenFull.DROP_OLDEST);
    rig.disk.capacity(16);
    rig.disk.segments(4);
    rig.output.hang(true);
    Lane lane = rig.open();
    for (int i = 0; i < 17; i++) {
      lane.offer(rig.lines(i, i + 1));
      LaneRig.settle(lane);
    }
    // The file of the batch in flight stays, with what else is in it dropped; the next one goes.
    assertThat(dropped(lane)).isEqualTo(7);
    assertThat(rig.disk.elements).hasSize(13);
    rig.output.hang(false);
    rig.output.wakeUp(0, FakeOutput.delivered());
    rig.pass(lane, Duration.ofMinutes(1));
    List<String> expected = new ArrayList<>(LaneRig.named(0, 1));
    expected.addAll(LaneRig.named(8, 17));
    assertThat(rig.output.taken).isEqualTo(expected);
  }

  @Test
  void withSeveralInFlightTheOldestThatIsNotGoes() {
    rig.whenFull(WhenFull.DROP_OLDEST);
    rig.concurrency = 3;
    Lane lane = rig.open();
    for (int i = 0; i < 3; i++) {
      lane.offer(rig.lines(i, i + 1));
      LaneRig.settle(lane);
    }
    rig.output.hang(true);
    rig.disk.capacity(4);
    for (int i = 3; i < 7; i++) {
      lane.offer(rig.lines(i, i + 1));
      LaneRig.settle(lane);
    }
    assertThat(rig.output.waiting()).hasSize(3);
    rig.output.wakeUp(1, new Outcome.Retry("503")); // it waits now; the others are under way
    lane.offer(rig.lines(7, 8));
    LaneRig.settle(lane);
    assertThat(dropped(lane)).isEqualTo(1);
    rig.output.hang(false);
    rig.output.wakeUp(FakeOutput.delivered());
    rig.pass(lane, Duration.ofMinutes(1));
    assertThat(rig.output.taken)
        .containsExactlyInAnyOrder(
            "line 0", "line 1", "line 2", "line 3", "line 5", "line 6", "line 7");
    assertThat(rig.covered()).containsExactly(new Coverage.Range(0, 8));
  }

  @Test
  void samplesThatCannotBeReadAgainAreDroppedOldestFirstWhileTheDestinationHangs() {
    rig.whenFull(WhenFull.DROP_OLDEST);
    rig.disk.capacity(5);
    rig.output.hang(true);
    Lane lane = rig.open();
    MetricBatcher batcher =
        new MetricBatcher(
            lane,
            new BatchConfig(1 << 20, 2, Duration.ofSeconds(1), false),
            new BatchIds(new Random(1)),
            rig.time,
            lane.metrics().dropped(DropReason.LANE_BLOCKED));
    Batch.Metrics all = (Batch.Metrics) rig.samples(0, 100);
    for (MetricSample sample : all.samples()) {
      batcher.accept(sample);
      batcher.flushIfDue();
      LaneRig.settle(lane);
    }
    batcher.finish();
    LaneRig.settle(lane);
    rig.output.hang(false);
    rig.output.wakeUp(0, FakeOutput.delivered());
    rig.pass(lane, Duration.ofMinutes(1));
    assertThat(rig.dropped(lane, DropReason.LANE_BLOCKED)).isZero();
    assertThat(rig.output.taken).startsWith("0.0").endsWith("98.0", "99.0");
    assertThat(rig.output.taken.size() + dropped(lane)).isEqualTo(100);
  }

  @Test
  void aLaneThatBlocksKeepsWhatItHasAndSamplesInMemoryAreCounted() {
    rig.disk.capacity(5);
    rig.output.hang(true);
    Lane lane = rig.open();
    MetricBatcher batcher =
        new MetricBatcher(
            lane,
            new BatchConfig(1 << 20, 2, Duration.ofSeconds(1), false),
            new BatchIds(new Random(1)),
            rig.time,
            lane.metrics().dropped(DropReason.LANE_BLOCKED));
    Batch.Metrics all = (Batch.Metrics) rig.samples(0, 100);
    for (MetricSample sample : all.samples()) {
      batcher.accept(sample);
      LaneRig.settle(lane);
    }
    long lost = rig.dropped(lane, DropReason.LANE_BLOCKED);
    assertThat(lost).isPositive();
    assertThat(lane.metrics().dropped(DropReason.LANE_BLOCKED).bytes()).isEqualTo(256 * lost);
    batcher.finish();
    rig.output.hang(false);
    rig.output.wakeUp(0, FakeOutput.delivered());
    rig.pass(lane, Duration.ofMinutes(1));
    assertThat(dropped(lane)).isZero();
    assertThat(rig.output.taken).startsWith("0.0", "1.0").endsWith("98.0", "99.0");
    assertThat(rig.output.taken.size() + lost).isEqualTo(100);
    assertThat(rig.output.gaps).containsExactly(new Gap(DropReason.LANE_BLOCKED, lost, 256 * lost));
  }

  @Test
  void whatIsInTheMailboxIsNotLostWhenTheOldestGo() {
    rig.whenFull(WhenFull.DROP_OLDEST);
    rig.disk.capacity(2);
    rig.output.answer((id, records) -> new Outcome.Retry("503"));
    Lane lane = rig.open();
    for (int i = 0; i < 4; i++) {
      assertThat(lane.offer(rig.samples(i, i + 1))).isTrue();
    }
    lane.offerLast(rig.samples(4, 5));
    rig.pass(lane, Duration.ofSeconds(1));
    assertThat(dropped(lane)).isEqualTo(3);
    rig.output.answer((id, records) -> FakeOutput.delivered());
    rig.pass(lane, Duration.ofMinutes(5));
    assertThat(rig.output.taken).containsExactly("3.0", "4.0");
  }

  @Test
  void aFullVolumeMakesALaneDropThatIsToldToAndLogsWait() {
    for (WhenFull how : WhenFull.values()) {
      LaneRig each = new LaneRig();
      each.whenFull(how);
      each.output.answer((id, records) -> new Outcome.Retry("503"));
      Lane lane = each.open();
      for (int i = 0; i < 5; i++) {
        lane.offer(each.lines(i, i + 1));
        LaneRig.settle(lane);
      }
      each.disk.full(true);
      lane.offer(each.lines(5, 6));
      each.pass(lane, Duration.ofMillis(500));
      long gone = each.dropped(lane, DropReason.DISK_FULL);
      assertThat(gone)
          .as("one file at a time: others may be faster to fill what it frees")
          .isEqualTo(how == WhenFull.BLOCK ? 0 : 1);
      each.disk.full(false);
      each.output.answer((id, records) -> FakeOutput.delivered());
      each.pass(lane, Duration.ofMinutes(5));
      assertThat(each.output.taken).isEqualTo(LaneRig.named((int) gone, 6));
    }
  }

  @Test
  void aBatchInPartsCountsOnlyWhatWasNotTakenOfIt() {
    rig.whenFull(WhenFull.DROP_OLDEST);
    rig.disk.capacity(1);
    rig.output.answer(
        (id, records) ->
            records.size() > 1
                ? new Outcome.TooLarge("413")
                : records.contains("line 2") ? new Outcome.Retry("503") : FakeOutput.delivered());
    Lane lane = rig.open();
    lane.offer(rig.lines(0, 4));
    LaneRig.settle(lane);
    assertThat(rig.output.taken).containsExactly("line 0", "line 1");
    lane.offer(rig.lines(4, 5));
    LaneRig.settle(lane);
    assertThat(dropped(lane)).isEqualTo(2);
    assertThat(lane.metrics().dropped(DropReason.BUFFER_FULL).bytes()).isEqualTo(14);
  }

  @Test
  void whatIsHeldGrowsOldTooAndIsGivenUpOneByOne() {
    rig.maxAge(Duration.ofMinutes(10));
    rig.output.answer((id, records) -> new Outcome.Held("401"));
    Lane lane = rig.open();
    for (int i = 0; i < 20; i++) {
      lane.offer(rig.lines(i, i + 1));
      rig.pass(lane, Duration.ofMinutes(1));
    }
    assertThat(rig.dropped(lane, DropReason.EXPIRED)).isBetween(8L, 11L);
    rig.output.answer((id, records) -> FakeOutput.delivered());
    rig.pass(lane, Duration.ofMinutes(2));
    long gone = rig.dropped(lane, DropReason.EXPIRED);
    assertThat(rig.output.taken).isEqualTo(LaneRig.named((int) gone, 20));
    assertThat(rig.covered()).containsExactly(new Coverage.Range(0, 20));
  }

  @Test
  void aLongAskedWaitDoesNotKeepWhatIsTooOld() {
    rig.maxAge(Duration.ofMinutes(1));
    rig.output.answer((id, records) -> new Outcome.Retry("429", Duration.ofMinutes(10)));
    Lane lane = rig.open();
    lane.offer(rig.lines(0, 4));
    rig.pass(lane, Duration.ofSeconds(59));
    assertThat(rig.dropped(lane, DropReason.EXPIRED)).isZero();
    rig.pass(lane, Duration.ofSeconds(2));
    assertThat(rig.dropped(lane, DropReason.EXPIRED)).isEqualTo(4);
  }

  @Test
  void theDestinationIsToldWhatIsMissingWithTheNextBatchThatItTakes() {
    rig.whenFull(WhenFull.DROP_OLDEST);
    rig.disk.capacity(2);
    rig.output.answer((id, records) -> new Outcome.Retry("503"));
    Lane lane = rig.open();
    for (int i = 0; i < 10; i++) {
      lane.offer(rig.lines(i, i + 1));
      rig.pass(lane, Duration.ofSeconds(10));
    }
    assertThat(rig.output.gaps).isEmpty();
    rig.output.answer((id, records) -> FakeOutput.delivered());
    rig.pass(lane, Duration.ofMinutes(2));
    assertThat(rig.output.gaps).containsExactly(new Gap(DropReason.BUFFER_FULL, 8, 56));
    assertThat(rig.output.taken).hasSize(2);
  }

  @Test
  void samplesThatTheDiskDoesNotTakeBeforeTheEndAreCounted() {
    Lane lane = rig.open();
    rig.disk.refuse(true);
    lane.offer(rig.samples(0, 3));
    lane.offer(rig.lines(0, 5));
    lane.offerLast(rig.samples(3, 5));
    rig.time.tick(Duration.ofMillis(1));
    lane.finish(rig.time.nanos() + Duration.ofMillis(50).toNanos());
    assertThat(rig.dropped(lane, DropReason.STOPPED)).as("lines are read again").isEqualTo(5);
    assertThat(rig.memory.free()).isEqualTo(1 << 20);
  }

  private long dropped(Lane lane) {
    return rig.dropped(lane, DropReason.BUFFER_FULL);
  }
}
