package io.groundwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.BatchConfig;
import io.groundwatch.model.Batch;
import io.groundwatch.model.Dimensions;
import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.MetricSeries;
import io.groundwatch.model.Unit;
import io.groundwatch.runtime.FakeTime;
import io.groundwatch.runtime.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class MetricBatcherTest {
  private static final MetricSeries SERIES =
      new MetricSeries("ns", "m", Unit.NONE, Dimensions.NONE, MetricKind.GAUGE, 1);
  private static final Duration MAX_AGE = Duration.ofSeconds(10);
  private static final int HUGE = 1 << 20;

  private final FakeTime time = new FakeTime();
  private final FakeIntake lane = new FakeIntake();
  private final DropCount dropped = new DropCount(new LongAdder(), new LongAdder());
  private MetricBatcher batcher = batcher(lane, HUGE, 10);

  @Test
  void closesAtMaxRecords() {
    accept(0, 25);
    assertThat(sizes()).containsExactly(10, 10);
  }

  @Test
  void closesAtMaxBytesAndNeverHoldsLessThanOne() {
    batcher = batcher(lane, 1024, 1000);
    accept(0, 9);
    assertThat(sizes()).containsExactly(4, 4);
    lane.batches().clear();
    batcher = batcher(lane, 1, 1000);
    accept(0, 3);
    assertThat(sizes()).containsExactly(1, 1);
  }

  @Test
  void goesAtOnceAfterAQuietSpellAndThenMaxAgeApart() {
    accept(0, 1);
    batcher.flushIfDue();
    assertThat(sizes()).containsExactly(1);
    accept(1, 1);
    time.advance(MAX_AGE.minusNanos(1));
    batcher.flushIfDue();
    assertThat(sizes()).containsExactly(1);
    assertThat(batcher.dueInNanos()).isEqualTo(1);
    time.advance(Duration.ofNanos(1));
    batcher.flushIfDue();
    assertThat(sizes()).containsExactly(1, 1);
    assertThat(batcher.dueInNanos()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void whileTheLaneTakesNothingOneBatchWaitsAndTheOldestIsDroppedAndCounted() {
    lane.close(true);
    accept(0, 20);
    assertThat(dropped.records()).as("one waits, one is full").isZero();
    accept(20, 1);
    assertThat(dropped.records()).isEqualTo(10);
    accept(21, 9);
    assertThat(dropped.records()).isEqualTo(10);
    lane.close(false);
    batcher.finish();
    assertThat(values()).isEqualTo(numbers(10, 30));
  }

  /** At its end an input may have more than a batch or two. */
  @Test
  void nothingIsDroppedAtTheEnd() {
    lane.close(true);
    accept(0, 15);
    assertThat(batcher.hasRoom()).isFalse();
    batcher.ending();
    accept(15, 85);
    batcher.finish();
    assertThat(dropped.records()).isZero();
    assertThat(values()).isEqualTo(numbers(0, 100));
  }

  @Test
  void whatWasTakenAndWhatWasDroppedIsEverything() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 5000; i++) {
      lane.close(random.nextInt(100) < 70);
      accept(i, 1);
      time.advance(Duration.ofMillis(random.nextInt(3000)));
      if (random.nextInt(4) == 0) {
        batcher.flushIfDue();
      }
    }
    batcher.finish();
    assertThat(values().size() + dropped.records()).as("seed %d", seed).isEqualTo(5000);
    assertThat(values()).as("seed %d", seed).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aRefusedBatchKeepsItsId() {
    List<Batch> offered = new ArrayList<>();
    Intake refusing =
        new Intake() {
          @Override
          public SettledOffsets settledOffsets() {
            return lane.settledOffsets();
          }

          @Override
          public boolean offer(Batch batch, List<Receipt> receipts) {
            offered.add(batch);
            return false;
          }

          @Override
          public void offerLast(Batch batch, List<Receipt> receipts) {
            offered.add(batch);
          }

          @Override
          public boolean hasRoom() {
            return false;
          }

          @Override
          public BatchSize batchSize() {
            return BatchSize.USUAL;
          }
        };
    batcher = batcher(refusing, HUGE, 2);
    accept(0, 3);
    batcher.flushIfDue();
    batcher.finish();
    assertThat(offered).extracting(Batch::records).containsExactly(2, 2, 2, 1);
    assertThat(offered.subList(0, 3).stream().map(Batch::id).distinct()).hasSize(1);
    assertThat(offered.get(3).id()).isNotEqualTo(offered.get(0).id());
  }

  @Test
  void aLaneThatTakesNothingDoesNotKeepTheInputBusy() {
    SampledInput input = new SampledInput(new IdleInput(), fanout());
    lane.close(true);
    accept(0, 11);
    time.advance(MAX_AGE.multipliedBy(2));
    input.work();
    assertThat(input.restNanos()).isGreaterThanOrEqualTo(Duration.ofMillis(100).toNanos());
  }

  @Test
  void aFanoutGivesEverySampleToEveryLaneAndOneThatRefusesHoldsUpNobody() {
    FakeIntake other = new FakeIntake();
    MetricBatcher second = batcher(other, HUGE, 5);
    MetricFanout fanout = new MetricFanout(List.of(batcher, second));
    lane.close(true);
    for (int i = 0; i < 8; i++) {
      fanout.accept(sample(i));
    }
    fanout.flushIfDue();
    assertThat(values(other)).isEqualTo(numbers(0, 5));
    time.advance(MAX_AGE);
    fanout.flushIfDue();
    assertThat(values(other)).isEqualTo(numbers(0, 8));
    fanout.finish();
    assertThat(values()).isEqualTo(numbers(0, 8));
  }

  @Test
  void aFanoutIsDueWhenItsFirstBatcherIs() {
    assertThat(new MetricFanout(List.of()).dueInNanos()).isEqualTo(Long.MAX_VALUE);
    MetricFanout fanout = fanout();
    assertThat(fanout.dueInNanos()).isEqualTo(Long.MAX_VALUE);
    accept(0, 1);
    assertThat(fanout.dueInNanos()).isLessThanOrEqualTo(0);
  }

  @Test
  void aSampledInputClosesBatchesThatComeDueBetweenTwoSamplesAndTheLastAtItsEnd() {
    IdleInput idle = new IdleInput();
    SampledInput input = new SampledInput(idle, fanout());
    assertThat(input.name()).isEqualTo("idle");
    assertThat(input.restNanos()).isEqualTo(IdleInput.REST);
    accept(0, 1);
    input.work();
    assertThat(sizes()).containsExactly(1);
    accept(1, 1);
    assertThat(input.restNanos()).isEqualTo(MAX_AGE.toNanos());
    idle.atTheEnd = () -> accept(2, 1);
    input.finish(0);
    assertThat(values()).as("also what the end itself gave").isEqualTo(numbers(0, 3));
  }

  private static final class IdleInput implements Worker {
    private static final long REST = Duration.ofMinutes(1).toNanos();
    private Runnable atTheEnd = () -> {};

    @Override
    public String name() {
      return "idle";
    }

    @Override
    public int work() {
      return 0;
    }

    @Override
    public long restNanos() {
      return REST;
    }

    @Override
    public void finish(long deadlineNanos) {
      atTheEnd.run();
    }
  }

  private MetricFanout fanout() {
    return new MetricFanout(List.of(batcher));
  }

  private void accept(int from, int count) {
    for (int i = from; i < from + count; i++) {
      batcher.accept(sample(i));
    }
  }

  private static MetricSample sample(int number) {
    return MetricSample.gauge(SERIES, 0, number);
  }

  private List<Integer> sizes() {
    return lane.batches().stream().map(Batch::records).toList();
  }

  private List<Double> values() {
    return values(lane);
  }

  private static List<Double> values(FakeIntake of) {
    List<Double> values = new ArrayList<>();
    for (Batch batch : of.batches()) {
      if (batch instanceof Batch.Metrics metrics) {
        metrics.samples().forEach(s -> values.add(s.value()));
      }
    }
    return values;
  }

  private static List<Double> numbers(int from, int to) {
    List<Double> numbers = new ArrayList<>();
    for (int i = from; i < to; i++) {
      numbers.add((double) i);
    }
    return numbers;
  }

  private MetricBatcher batcher(Intake to, int maxBytes, int maxRecords) {
    BatchConfig limits = new BatchConfig(maxBytes, maxRecords, MAX_AGE, false);
    return new MetricBatcher(to, limits, new BatchIds(new Random(1)), time, dropped);
  }
}
