package io.groundwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.model.Coverage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Several batches in flight: what one alone keeps to, they keep to together. */
class LaneConcurrencyTest {
  private static final int LINES_A_BATCH = 4;

  private final LaneRig rig = new LaneRig();

  @Test
  void sendsAsManyAtOnceAsItMayOnceTheDestinationTookSome() {
    Lane lane = warm(3);
    assertThat(rig.output.waiting()).hasSize(3);
    assertThat(rig.gauge("in_flight")).isEqualTo(3);
    assertThat(lane.restNanos()).as("nothing to do but to wait").isPositive();
  }

  @Test
  void onlyAContiguousPrefixSettlesWhateverOrderTheAnswersComeIn() {
    Lane lane = warm(3);
    int before = settled();
    rig.output.wakeUp(2, FakeOutput.delivered());
    rig.output.wakeUp(1, FakeOutput.delivered());
    LaneRig.settle(lane);
    assertThat(settled()).isEqualTo(before);
    assertThat(rig.output.waiting()).as("no more than three are not settled").hasSize(1);
    rig.output.wakeUp(0, FakeOutput.delivered());
    LaneRig.settle(lane);
    assertThat(settled()).isEqualTo(before + 3 * LINES_A_BATCH);
    assertThat(rig.output.waiting()).hasSize(3);
  }

  @Test
  void aCrashRepeatsNoMoreThanWasInFlightAndNothingIsLost() {
    for (int answered = 0; answered < 8; answered++) {
      LaneConcurrencyTest fresh = new LaneConcurrencyTest();
      fresh.crashAfter(answered);
    }
  }

  private void crashAfter(int which) {
    Lane lane = warm(3);
    for (int i = 2; i >= 0; i--) {
      if ((which >> i & 1) == 1) {
        rig.output.wakeUp(i, FakeOutput.delivered());
      }
    }
    int attempts = rig.output.attempts.size();
    lane.work(); // one answer at most is seen before the crash
    rig.output.waiting().clear();
    rig.output.hang(false);
    List<String> repeated = new ArrayList<>();
    int known = rig.output.attempts.size();
    rig.pass(rig.open(), Duration.ofMinutes(1));
    for (String id : rig.output.attempts.subList(known, rig.output.attempts.size())) {
      if (rig.output.attempts.indexOf(id) < known) {
        repeated.add(id);
      }
    }
    assertThat(repeated).hasSizeLessThanOrEqualTo(3).doesNotHaveDuplicates();
    assertThat(attempts).isLessThanOrEqualTo(rig.output.attempts.size());
    assertThat(rig.output.taken)
        .containsExactlyInAnyOrderElementsOf(LaneRig.named(0, 10 * LINES_A_BATCH))
        .doesNotHaveDuplicates();
    assertThat(rig.disk.elements).isEmpty();
  }

  @Test
  void oneThatFailsHoldsUpTheOthersAndIsSentFirstAndAlone() {
    Lane lane = warm(3);
    String failed = rig.output.waiting().get(1).id();
    rig.output.wakeUp(1, new Outcome.Retry("503"));
    rig.output.wakeUp(0, FakeOutput.delivered());
    LaneRig.settle(lane);
    assertThat(rig.output.waiting()).as("nothing new before the wait is over").hasSize(1);
    rig.pass(lane, Duration.ofSeconds(1));
    assertThat(rig.output.waiting()).as("one is still under way").hasSize(1);
    rig.output.wakeUp(0, FakeOutput.delivered());
    rig.pass(lane, Duration.ofSeconds(2));
    assertThat(rig.output.waiting()).hasSize(1);
    assertThat(rig.output.waiting().get(0).id()).isEqualTo(failed);
    rig.output.wakeUp(0, FakeOutput.delivered());
    rig.pass(lane, Duration.ofSeconds(2));
    assertThat(rig.output.waiting()).as("then two").hasSize(2);
  }

  @Test
  void whatFailsTogetherIsOneFailure() {
    Lane lane = warm(3);
    rig.output.wakeUp(new Outcome.Retry("503"));
    LaneRig.settle(lane);
    assertThat(Duration.ofNanos(lane.restNanos())).isLessThanOrEqualTo(Duration.ofSeconds(1));
    assertThat(rig.metrics.total("agent_lane_retries_total")).isEqualTo(3);
  }

  @Test
  void theOthersGoOnWhileOneIsHalvedToItsBadRecord() {
    rig.concurrency = 3;
    rig.output.answer(
        (id, records) ->
            records.contains("line 5") ? new Outcome.Rejected("400") : FakeOutput.delivered());
    Lane lane = rig.open();
    produce(lane, 10);
    rig.pass(lane, Duration.ofSeconds(5));
    List<String> expected = new ArrayList<>(LaneRig.named(0, 10 * LINES_A_BATCH));
    expected.remove("line 5");
    assertThat(rig.output.taken).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(rig.disk.deadLetters).hasSize(1);
    assertThat(rig.disk.elements).isEmpty();
  }

  @Test
  void whatIsTooLargeIsHalvedWhileOthersAreUnderWay() {
    rig.concurrency = 4;
    rig.output.answer(
        (id, records) -> records.size() > 1 ? new Outcome.TooLarge("413") : FakeOutput.delivered());
    Lane lane = rig.open();
    produce(lane, 10);
    rig.pass(lane, Duration.ofSeconds(5));
    assertThat(rig.output.taken)
        .containsExactlyInAnyOrderElementsOf(LaneRig.named(0, 10 * LINES_A_BATCH));
  }

  @Test
  void aBatchRefusedWholeIsSetAsideOnlyOnceAnotherThatWasSentAfterItIsTaken() {
    Lane lane = warm(2);
    rig.output.hang(false);
    rig.output.answer((id, records) -> new Outcome.Rejected("400"));
    rig.output.wakeUp(0, new Outcome.Rejected("400"));
    LaneRig.settle(lane);
    assertThat(rig.output.waiting()).hasSize(1);
    rig.output.wakeUp(0, FakeOutput.delivered());
    LaneRig.settle(lane);
    assertThat(rig.disk.deadLetters).as("that was sent before").isEmpty();
    rig.output.answer((id, records) -> FakeOutput.delivered());
    rig.pass(lane, Duration.ofMinutes(5));
    assertThat(rig.disk.deadLetters).as("all is taken when it is asked again").isEmpty();
    assertThat(rig.output.taken)
        .containsExactlyInAnyOrderElementsOf(LaneRig.named(0, 10 * LINES_A_BATCH));
  }

  @Test
  void aProbeProvesThatTheRecordsAreBad() {
    for (int concurrency = 1; concurrency <= 4; concurrency++) {
      LaneRig each = new LaneRig();
      each.concurrency = concurrency;
      List<String> bad = LaneRig.named(8, 8 + LINES_A_BATCH);
      each.output.answer(
          (id, records) ->
              records.stream().anyMatch(bad::contains)
                  ? new Outcome.Rejected("422")
                  : FakeOutput.delivered());
      Lane lane = each.open();
      for (int i = 0; i < 10; i++) {
        lane.offer(each.lines(i * LINES_A_BATCH, (i + 1) * LINES_A_BATCH));
        LaneRig.settle(lane);
      }
      each.pass(lane, Duration.ofMinutes(5));
      assertThat(each.disk.deadLetters).hasSize(LINES_A_BATCH);
      assertThat(each.output.taken).hasSize(9 * LINES_A_BATCH).doesNotContainAnyElementsOf(bad);
      assertThat(each.disk.elements).isEmpty();
    }
  }

  @Test
  void nothingIsSetAsideOrRepeatedWhileEverythingIsRefusedOrHeld() {
    for (Outcome outcome :
        List.of(new Outcome.Rejected("400 not this path"), new Outcome.Held("401"))) {
      LaneRig each = new LaneRig();
      each.concurrency = 4;
      each.output.answer((id, records) -> outcome);
      Lane lane = each.open();
      for (int i = 0; i < 10; i++) {
        lane.offer(each.lines(i * LINES_A_BATCH, (i + 1) * LINES_A_BATCH));
        LaneRig.settle(lane);
      }
      each.pass(lane, Duration.ofHours(1));
      assertThat(each.disk.deadLetters).isEmpty();
      assertThat(each.disk.elements).hasSize(10);
      assertThat(each.output.attempts).as("not a flood").hasSizeLessThan(8000);
      each.output.answer((id, records) -> FakeOutput.delivered());
      each.pass(lane, Duration.ofMinutes(5));
      assertThat(each.output.taken)
          .containsExactlyInAnyOrderElementsOf(LaneRig.named(0, 10 * LINES_A_BATCH));
    }
  }

  @Test
  void fullDeadLettersHoldUpAllAndLoseNothing() {
    rig.concurrency = 3;
    rig.disk.deadLettersFull(true);
    rig.output.answer(
        (id, records) ->
            records.contains("line 5") ? new Outcome.Rejected("400") : FakeOutput.delivered());
    Lane lane = rig.open();
    produce(lane, 10);
    rig.pass(lane, Duration.ofMinutes(10));
    assertThat(rig.output.taken).as("no more than was under way").hasSizeLessThanOrEqualTo(19);
    rig.disk.deadLettersFull(false);
    rig.pass(lane, Duration.ofMinutes(5));
    assertThat(rig.disk.deadLetters).hasSize(1);
    assertThat(rig.output.taken).hasSize(10 * LINES_A_BATCH - 1).doesNotHaveDuplicates();
  }

  @Test
  void whatIsInFlightCountsInTheMemoryThatAllShare() {
    LaneRig lanes = new LaneRig();
    lanes.concurrency = 16;
    lanes.memory = new MemoryBudget(200);
    Lane lane = lanes.open();
    for (int i = 0; i < 20; i++) {
      assertThat(lane.offer(lanes.lines(4 * i, 4 * i + 4))).isTrue();
      LaneRig.settle(lane);
    }
    lanes.output.hang(true);
    for (int i = 20; i < 60; i++) {
      assertThat(lane.offer(lanes.lines(4 * i, 4 * i + 4))).isTrue();
      LaneRig.settle(lane);
    }
    assertThat(lanes.output.waiting())
        .as("not all sixteen: a lane leaves half")
        .hasSizeBetween(2, 8);
    assertThat(lanes.memory.free()).isPositive();
    lanes.output.hang(false);
    lanes.output.wakeUp(FakeOutput.delivered());
    LaneRig.settle(lane);
    assertThat(lanes.output.taken).hasSize(240);
    assertThat(lanes.memory.free()).as("all of it comes back").isEqualTo(200);
  }

  @Test
  void positionsAreRightWhereTheAnswersComeInAnyOrder() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    rig.concurrency = 5;
    rig.output.hang(true);
    Lane lane = rig.open();
    int offered = 0;
    while (offered < 100 || !rig.disk.elements.isEmpty()) {
      if (offered < 100 && random.nextBoolean()) {
        lane.offer(rig.lines(offered * LINES_A_BATCH, (offered + 1) * LINES_A_BATCH));
        offered++;
      }
      LaneRig.settle(lane);
      Collections.shuffle(rig.output.waiting(), random);
      if (!rig.output.waiting().isEmpty() && random.nextBoolean()) {
        rig.output.wakeUp(0, FakeOutput.delivered());
      }
      assertThat(rig.covered().size()).as("seed %d", seed).isLessThanOrEqualTo(1);
    }
    assertThat(rig.covered())
        .as("seed %d", seed)
        .containsExactly(new Coverage.Range(0, 100 * LINES_A_BATCH));
    assertThat(rig.output.taken).hasSize(100 * LINES_A_BATCH).doesNotHaveDuplicates();
  }

  /** A lane with ten batches, of which enough were taken that it sends all it may. */
  private Lane warm(int concurrency) {
    rig.concurrency = concurrency;
    Lane lane = rig.open();
    produce(lane, concurrency);
    rig.output.hang(true);
    for (int i = concurrency; i < 10; i++) {
      lane.offer(rig.lines(i * LINES_A_BATCH, (i + 1) * LINES_A_BATCH));
      LaneRig.settle(lane);
    }
    return lane;
  }

  private void produce(Lane lane, int batches) {
    for (int i = 0; i < batches; i++) {
      assertThat(lane.offer(rig.lines(i * LINES_A_BATCH, (i + 1) * LINES_A_BATCH))).isTrue();
      LaneRig.settle(lane);
    }
  }

  private int settled() {
    Coverage coverage = rig.disk.parts(rig.output).checkpoints().coverage().get(LaneRig.SOURCE);
    return coverage == null ? 0 : (int) coverage.end();
  }
}
