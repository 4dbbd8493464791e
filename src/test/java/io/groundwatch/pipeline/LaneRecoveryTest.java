package io.groundwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundwatch.config.RetryConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How a lane comes back to a destination that was away. */
class LaneRecoveryTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final LaneRig rig = new LaneRig();

  @Test
  void freshDataGoesAtOnceAndABacklogThatWasFoundAfterAMoment() {
    Lane fresh = rig.open();
    fresh.offer(rig.lines(0, 1));
    LaneRig.settle(fresh);
    assertThat(rig.output.taken).hasSize(1);
    rig.output.hang(true);
    fresh.offer(rig.lines(1, 2));
    LaneRig.settle(fresh);
    rig.output.hang(false);
    int late = 0;
    for (int i = 0; i < 10; i++) {
      Lane again = rig.open();
      LaneRig.settle(again);
      assertThat(again.restNanos()).isLessThanOrEqualTo(SECOND);
      late += rig.output.taken.size() == 1 ? 1 : 0;
    }
    assertThat(late).as("starts that waited a moment").isEqualTo(10);
    rig.pass(rig.open(), Duration.ofSeconds(1));
    assertThat(rig.output.taken).hasSize(2);
  }

  @Test
  void aDestinationThatIsBackGetsOneBatchThenMoreAndAllInOrder() {
    rig.output.answer((id, records) -> new Outcome.Retry("connection refused"));
    Lane lane = rig.open();
    for (int i = 0; i < 100; i++) {
      lane.offer(rig.lines(i, i + 1));
      rig.pass(lane, Duration.ofMinutes(1));
    }
    List<Long> times = new ArrayList<>();
    rig.output.answer(
        (id, records) -> {
          times.add(rig.time.nanos());
          return FakeOutput.delivered();
        });
    long back = rig.time.nanos();
    rig.pass(lane, Duration.ofMinutes(2));
    assertThat(rig.output.taken).isEqualTo(LaneRig.named(0, 100));
    assertThat(times.get(0) - back).as("first batch").isLessThanOrEqualTo(62 * SECOND);
    assertThat(times.get(99) - times.get(0)).as("all the others").isLessThan(3 * SECOND);
    assertThat(times.get(2) - times.get(0)).as("not all at once").isPositive();
  }

  @Test
  void concurrencyGrowsByOneWithEachBatchThatIsTaken() {
    rig.concurrency = 4;
    rig.output.answer((id, records) -> new Outcome.Retry("connection refused"));
    Lane lane = rig.open();
    for (int i = 0; i < 30; i++) {
      lane.offer(rig.lines(i, i + 1));
      rig.pass(lane, Duration.ofMinutes(1));
    }
    rig.output.hang(true);
    rig.pass(lane, Duration.ofMinutes(2));
    List<Integer> together = new ArrayList<>();
    while (!rig.output.waiting().isEmpty()) {
      together.add(rig.output.waiting().size());
      rig.output.wakeUp(FakeOutput.delivered());
      rig.pass(lane, Duration.ofSeconds(2));
    }
    assertThat(together).startsWith(1, 2, 4, 4).doesNotContain(5);
    assertThat(rig.output.taken).isEqualTo(LaneRig.named(0, 30));
  }

  @Test
  void aLimitedLinkIsNotFilledByABacklog() {
    rig.output.answer((id, records) -> new Outcome.Retry("connection refused"));
    rig.disk.rate(RateLimit.of(100, rig.time));
    Lane lane = rig.open();
    for (int i = 0; i < 100; i++) {
      lane.offer(rig.lines(10 * i, 10 * i + 10)); // about eighty bytes
      LaneRig.settle(lane);
    }
    rig.output.answer((id, records) -> FakeOutput.delivered());
    rig.pass(lane, Duration.ofSeconds(60));
    long begun = rig.output.taken.size();
    rig.pass(lane, Duration.ofSeconds(20));
    assertThat(rig.output.taken.size() - begun).as("records in 20 s").isBetween(200L, 260L);
    rig.pass(lane, Duration.ofMinutes(5));
    assertThat(rig.output.taken).isEqualTo(LaneRig.named(0, 1000));
  }

  @Test
  void attemptsCountAgainstTheLimitToo() {
    rig.disk.rate(RateLimit.of(10, rig.time));
    rig.retry = new RetryConfig(Duration.ofMillis(1), Duration.ofMillis(2));
    rig.output.answer((id, records) -> new Outcome.Retry("503"));
    Lane lane = rig.open();
    lane.offer(rig.lines(0, 10)); // seventy bytes
    rig.pass(lane, Duration.ofSeconds(70));
    assertThat(rig.output.attempts).hasSizeBetween(10, 11);
  }

  @Test
  void finishingDoesNotWaitForATurnThatComesTooLate() {
    rig.disk.rate(RateLimit.of(1, rig.time));
    Lane lane = rig.open();
    lane.offer(rig.lines(0, 4));
    lane.offer(rig.lines(4, 8));
    LaneRig.settle(lane);
    long before = rig.time.nanos();
    lane.finish(before + 5 * SECOND);
    assertThat(rig.time.nanos()).isEqualTo(before);
    assertThat(rig.disk.elements).as("stays stored").hasSize(1);
  }

  @Test
  void anOutputThatThrowsLeavesTheLaneAbleToGoOn() {
    boolean[] broken = {true};
    rig.output.answer(
        (id, records) -> {
          if (broken[0]) {
            throw new IllegalStateException("a bug");
          }
          return FakeOutput.delivered();
        });
    Lane lane = rig.open();
    lane.offer(rig.lines(0, 4));
    assertThatThrownBy(() -> LaneRig.settle(lane)).hasMessage("a bug");
    broken[0] = false;
    rig.pass(lane, Duration.ofSeconds(1));
    assertThat(rig.output.taken).isEqualTo(LaneRig.named(0, 4));
  }
}
