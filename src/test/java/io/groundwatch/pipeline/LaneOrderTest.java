package io.groundwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.BufferConfig;
import io.groundwatch.config.BufferConfig.WhenFull;
import io.groundwatch.config.RetryConfig;
import io.groundwatch.model.SourceId;
import io.groundwatch.runtime.FakeTime;
import io.groundwatch.telemetry.SelfMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What people ask of a lane while it works. */
class LaneOrderTest {
  private static final SourceId SOURCE = SampleBatches.position(0).source();

  private final FakeTime time = new FakeTime();
  private final FakeDisk disk = new FakeDisk();
  private final FakeOutput output = new FakeOutput();
  private final SelfMetrics metrics = new SelfMetrics();
  private final List<LaneAnswer> answers = new ArrayList<>();
  private long offered;
  private int concurrency = 1;

  @Test
  void aPurgeGivesUpWhatIsQueuedAndCountsIt() {
    output.answer((id, records) -> new Outcome.Retry("503"));
    Lane lane = open();
    offer(lane, "a", "b");
    offer(lane, "c");
    pass(lane, Duration.ofSeconds(1));

    assertThat(lane.order(LaneOrder.PURGE, answers::add)).isTrue();
    pass(lane, Duration.ofSeconds(1));

    assertThat(answers).hasSize(1);
    assertThat(answers.get(0).batches()).isEqualTo(2);
    assertThat(answers.get(0).records()).isEqualTo(3);
    assertThat(answers.get(0).trouble()).isEmpty();
    assertThat(disk.elements).isEmpty();
    assertThat(metrics.snapshot())
        .containsEntry(
            "agent_lane_dropped_records_total{lane=\"test/logs\",reason=\"purged\"}", 3.0);
    assertThat(open().coverageNow())
        .as("positions move on")
        .hasEntrySatisfying(SOURCE, covered -> assertThat(covered.end()).isEqualTo(2));
  }

  @Test
  void aPurgeWaitsForWhatIsInFlightAndSparesWhatCameAfterIt() {
    output.hang(true);
    Lane lane = open();
    offer(lane, "in flight");
    pass(lane, Duration.ofSeconds(1));
    offer(lane, "queued");
    pass(lane, Duration.ofSeconds(1));
    assertThat(lane.order(LaneOrder.PURGE, answers::add)).isTrue();
    pass(lane, Duration.ofSeconds(1));
    offer(lane, "later");
    pass(lane, Duration.ofSeconds(1));
    assertThat(answers).as("while a batch is in flight").isEmpty();

    output.hang(false);
    output.wakeUp(FakeOutput.delivered());
    pass(lane, Duration.ofSeconds(1));

    assertThat(answers).hasSize(1);
    assertThat(answers.get(0).records()).as("given up, not delivered").isEqualTo(1);
    assertThat(output.taken).containsExactly("in flight", "later");
    assertThat(disk.elements).isEmpty();
  }

  @Test
  void aPurgeGivesUpWhatWasInFlightAndNotTaken() {
    output.hang(true);
    Lane lane = open();
    offer(lane, "in flight");
    pass(lane, Duration.ofSeconds(1));
    assertThat(lane.order(LaneOrder.PURGE, answers::add)).isTrue();
    pass(lane, Duration.ofSeconds(1));
    output.wakeUp(new Outcome.Retry("503"));
    pass(lane, Duration.ofSeconds(1));

    assertThat(answers).extracting(LaneAnswer::records).containsExactly(1L);
    assertThat(output.attempts).hasSize(1);
    assertThat(disk.elements).isEmpty();
  }

  @Test
  void aPurgeLeavesWhatIsInFlightToTheDestinationThoughThereAreMany() {
    concurrency = 3;
    Lane lane = open();
    offer(lane, "first");
    pass(lane, Duration.ofSeconds(1));
    offer(lane, "second");
    pass(lane, Duration.ofSeconds(1));
    output.hang(true);
    offer(lane, "a");
    offer(lane, "b");
    offer(lane, "c");
    offer(lane, "d");
    pass(lane, Duration.ofSeconds(1));
    assertThat(output.waiting()).hasSize(3);

    assertThat(lane.order(LaneOrder.PURGE, answers::add)).isTrue();
    pass(lane, Duration.ofSeconds(1));
    assertThat(answers).isEmpty();
    output.hang(false);
    output.wakeUp(1, FakeOutput.delivered());
    output.wakeUp(0, new Outcome.Retry("503"));
    pass(lane, Duration.ofSeconds(1));
    offer(lane, "later");
    pass(lane, Duration.ofSeconds(1));
    assertThat(answers).as("one is in flight").isEmpty();
    output.wakeUp(FakeOutput.delivered());
    pass(lane, Duration.ofSeconds(5));

    assertThat(answers).extracting(LaneAnswer::records).containsExactly(2L);
    assertThat(output.taken).containsExactly("first", "second", "b", "c", "later");
    assertThat(disk.elements).isEmpty();
    assertThat(open().coverageNow())
        .hasEntrySatisfying(SOURCE, covered -> assertThat(covered.end()).isEqualTo(7));
  }

  @Test
  void aPurgeOfNothingIsAnswered() {
    Lane lane = open();
    assertThat(lane.order(LaneOrder.PURGE, answers::add)).isTrue();
    pass(lane, Duration.ofSeconds(1));
    assertThat(answers).extracting(LaneAnswer::batches).containsExactly(0L);
  }

  @Test
  void aDiskThatRefusesEndsAPurgeWithAReason() {
    output.answer((id, records) -> new Outcome.Retry("503"));
    Lane lane = open();
    offer(lane, "a");
    pass(lane, Duration.ofSeconds(1));
    disk.refuse(true);
    assertThat(lane.order(LaneOrder.PURGE, answers::add)).isTrue();
    pass(lane, Duration.ofSeconds(1));
    assertThat(answers).hasSize(1);
    assertThat(answers.get(0).trouble()).hasValueSatisfying(t -> assertThat(t).contains("space"));
    disk.refuse(false);
    output.answer((id, records) -> FakeOutput.delivered());
    pass(lane, Duration.ofMinutes(5));
    assertThat(output.taken).containsExactly("a");
  }

  @Test
  void deadLettersThatArePutBackAreDelivered() {
    Lane lane = withDeadLetters();
    output.answer((id, records) -> FakeOutput.delivered());

    assertThat(lane.order(LaneOrder.RETRY_DEAD, answers::add)).isTrue();
    pass(lane, Duration.ofSeconds(1));

    assertThat(answers).extracting(LaneAnswer::records).containsExactly(2L);
    assertThat(answers).extracting(LaneAnswer::batches).containsExactly(2L);
    assertThat(output.taken).containsExactly("good", "good", "fine", "bad 1", "bad 2");
    assertThat(disk.deadRecords).isEmpty();
    assertThat(disk.elements).isEmpty();
  }

  @Test
  void deadLettersThatAreRefusedAgainAreSetAsideAgain() {
    Lane lane = withDeadLetters();
    assertThat(lane.order(LaneOrder.RETRY_DEAD, answers::add)).isTrue();
    pass(lane, Duration.ofSeconds(1));
    assertThat(answers).hasSize(1);
    assertThat(disk.deadRecords.values()).hasSize(2);
    assertThat(output.taken).doesNotContain("bad 1", "bad 2");
    assertThat(disk.elements).as("the lane goes on").isEmpty();
  }

  @Test
  void whereTheQueueIsFullTheDeadLettersThatDoNotFitStay() {
    Lane lane = withDeadLetters();
    disk.capacity(1);
    output.hang(true);
    assertThat(lane.order(LaneOrder.RETRY_DEAD, answers::add)).isTrue();
    pass(lane, Duration.ofSeconds(1));
    assertThat(answers).extracting(LaneAnswer::records).containsExactly(1L);
    assertThat(answers.get(0).trouble()).hasValueSatisfying(t -> assertThat(t).contains("full"));
    assertThat(disk.deadRecords).hasSize(1);
  }

  @Test
  void deadLettersAreDeletedWhereThatIsAsked() {
    Lane lane = withDeadLetters();
    assertThat(lane.order(LaneOrder.PURGE_DEAD, answers::add)).isTrue();
    pass(lane, Duration.ofSeconds(1));
    assertThat(answers).extracting(LaneAnswer::records).containsExactly(2L);
    assertThat(disk.deadRecords).isEmpty();
    assertThat(output.taken).doesNotContain("bad 1", "bad 2");
  }

  @Test
  void noDeadLetterIsLostWhereverThePowerIsCutAndARepeatHasTheSameId() {
    int cuts = 0;
    for (boolean before : new boolean[] {true, false}) {
      for (int n = 1; n < 20; n++) {
        cuts += new LaneOrderTest().putBackWithPowerCut(n, before) ? 1 : 0;
      }
    }
    assertThat(cuts).as("power cuts that happened").isGreaterThanOrEqualTo(10);
  }

  private boolean putBackWithPowerCut(int n, boolean before) {
    Lane lane = withDeadLetters();
    output.answer((id, records) -> FakeOutput.delivered());
    if (before) {
      disk.cutPowerBefore(n);
    } else {
      disk.cutPowerAfter(n);
    }
    boolean cut = false;
    try {
      lane.order(LaneOrder.RETRY_DEAD, answers::add);
      pass(lane, Duration.ofSeconds(5));
    } catch (FakeDisk.PowerCut e) {
      cut = true;
    }
    disk.restorePower();
    Lane again = open();
    again.order(LaneOrder.RETRY_DEAD, answers::add);
    pass(again, Duration.ofSeconds(5));
    // A repeat under a known id is not taken twice: the output fails a known id with other content.
    assertThat(output.taken)
        .as("cut %s step %d", before, n)
        .containsExactlyInAnyOrder("good", "good", "fine", "bad 1", "bad 2");
    assertThat(disk.deadRecords).isEmpty();
    return cut;
  }

  @Test
  void tooManyOrdersAtOnceAreRefused() {
    Lane lane = open();
    int taken = 0;
    while (lane.order(LaneOrder.PURGE, answers::add)) {
      taken++;
    }
    assertThat(taken).isPositive();
    pass(lane, Duration.ofSeconds(1));
    assertThat(answers).hasSize(taken);
    assertThat(lane.order(LaneOrder.PURGE, answers::add)).isTrue();
  }

  /** A lane that is at rest, with two dead letters of two batches. */
  private Lane withDeadLetters() {
    output.answer(
        (id, records) ->
            records.stream().anyMatch(r -> r.startsWith("bad"))
                ? new Outcome.Rejected("400 bad")
                : FakeOutput.delivered());
    Lane lane = open();
    offer(lane, "good", "bad 1");
    offer(lane, "good", "bad 2");
    offer(lane, "fine");
    pass(lane, Duration.ofSeconds(5));
    assertThat(disk.deadRecords).hasSize(2);
    assertThat(disk.elements).isEmpty();
    return lane;
  }

  private Lane open() {
    return new Lane(
        new LaneSettings(
            "test/logs",
            new BufferConfig(Long.MAX_VALUE, Duration.ofDays(1), WhenFull.BLOCK),
            new RetryConfig(Duration.ofSeconds(1), Duration.ofSeconds(2)),
            concurrency),
        disk.parts(output),
        new LaneTools(time, new Random(1), new MemoryBudget(1 << 20), metrics));
  }

  private void offer(Lane lane, String... messages) {
    assertThat(lane.offer(SampleBatches.logs(offered, time.wallNanos(), messages))).isTrue();
    offered++;
  }

  private void pass(Lane lane, Duration duration) {
    long end = time.nanos() + duration.toNanos();
    while (time.nanos() < end) {
      while (lane.work() > 0) {}
      long rest = Math.max(1_000_000, Math.min(lane.restNanos(), end - time.nanos()));
      time.advance(Duration.ofNanos(rest));
    }
    while (lane.work() > 0) {}
  }
}
