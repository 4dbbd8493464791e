package io.groundwatch.input.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpanTrackerTest {
  private static final long SECOND = 1_000_000_000L;

  private final Samples out = new Samples();
  private final SpanTracker<DiskCounters> tracker =
      new SpanTracker<>(
          new SeriesPlan<>(
              HostInputs.NAMESPACE,
              HostInputs.BASE,
              HostInputs.of("diskio", "reads", "writes"),
              Map.of(
                  "reads", FieldValue.delta(DiskCounters::reads),
                  "writes", FieldValue.delta(DiskCounters::writes))),
          "name",
          List.of(DiskCounters::reads, DiskCounters::writes),
          0);

  @Test
  void theFirstReadingYieldsNothingAndTheSecondTheDifference() {
    publish(1000, disk("a", 5, 7));
    assertThat(out.all()).isEmpty();
    publish(2000, disk("a", 8, 7));
    MetricSample reads = out.only("diskio_reads", Map.of("name", "a", "host", "h"));
    assertThat(reads.value()).isEqualTo(3);
    assertThat(reads.series().kind()).isEqualTo(MetricKind.DELTA);
    assertThat(reads.startNanos()).isEqualTo(1000);
    assertThat(reads.timeNanos()).isEqualTo(2000);
    assertThat(out.value("diskio_writes")).isZero();
  }

  @Test
  void aResetYieldsNothingOfTheResourceAndStartsOver() {
    publish(1000, disk("a", 5, 7));
    publish(2000, disk("a", 1, 9));
    assertThat(out.all()).isEmpty();
    publish(3000, disk("a", 4, 9));
    assertThat(out.value("diskio_reads")).isEqualTo(3);
  }

  @Test
  void aClockThatWasSetBackYieldsNothingForOneRound() {
    publish(5000, disk("a", 5, 7));
    publish(1000, disk("a", 6, 8));
    publish(1000, disk("a", 7, 9));
    assertThat(out.all()).isEmpty();
    publish(2000, disk("a", 9, 9));
    assertThat(out.value("diskio_reads")).isEqualTo(2);
    assertThat(out.only("diskio_reads", Map.of()).startNanos()).isEqualTo(1000);
  }

  @Test
  void aHostThatSleptYieldsAGapAndNoSpike() {
    publish(SECOND, disk("a", 0, 0));
    publish(31 * SECOND, disk("a", 30, 0));
    assertThat(out.value("diskio_reads")).as("two intervals of ten seconds missed").isEqualTo(30);
    out.clear();
    publish(62 * SECOND, disk("a", 9000, 0));
    assertThat(out.all()).isEmpty();
    publish(72 * SECOND, disk("a", 9001, 0));
    assertThat(out.value("diskio_reads")).isEqualTo(1);
  }

  @Test
  void ofTooManyResourcesTheLatestAreLeftOutUntilThereIsRoom() {
    int most = SeriesPlan.MAX_SERIES / 2;
    DiskCounters[] disks = new DiskCounters[most + 3];
    for (int i = 0; i < disks.length; i++) {
      disks[i] = disk("d" + i, i, i);
    }
    publish(SECOND, disks);
    assertThat(tracker.leftOut()).isEqualTo(3);
    publish(2 * SECOND, disks);
    assertThat(out.all()).hasSize(2 * most);
    publish(3 * SECOND, disk("x", 1, 1));
    assertThat(tracker.leftOut()).isEqualTo(1);
    publish(4 * SECOND, disk("x", 1, 1));
    assertThat(tracker.leftOut()).isZero();
  }

  @Test
  void aResourceThatVanishedStopsAndIsNewWhenItComesBack() {
    publish(1000, disk("a", 5, 7), disk("b", 1, 1));
    publish(2000, disk("b", 2, 2));
    assertThat(out.all()).allMatch(s -> s.series().dimensions().entries().containsValue("b"));
    out.clear();
    publish(3000, disk("a", 500, 700), disk("b", 3, 3));
    assertThat(out.all()).hasSize(2);
    assertThat(out.value("diskio_reads", "name", "b")).isEqualTo(1);
  }

  @Test
  void aSeriesIsMadeOnce() {
    publish(1000, disk("a", 1, 1));
    publish(2000, disk("a", 2, 2));
    publish(3000, disk("a", 3, 3));
    assertThat(out.all()).hasSize(4);
    assertThat(out.all().get(0).series()).isSameAs(out.all().get(2).series());
  }

  @Test
  void whateverHappensNoDifferenceIsNegativeAndTheySumUpToTheGrowth() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    long reads = 1000;
    long grown = 0;
    publish(1, disk("a", reads, 0));
    for (int i = 2; i < 2000; i++) {
      long by = random.nextInt(100);
      boolean reset = random.nextInt(50) == 0;
      reads = reset ? random.nextLong(reads) : reads + by;
      grown += reset ? 0 : by;
      publish(i, disk("a", reads, 0));
    }
    double sum = 0;
    for (MetricSample sample : out.all()) {
      assertThat(sample.value()).as("seed %d", seed).isNotNegative();
      assertThat(sample.startNanos()).as("seed %d", seed).isLessThan(sample.timeNanos());
      sum += sample.value();
    }
    assertThat(sum).as("seed %d", seed).isEqualTo((double) grown);
  }

  private void publish(long wallNanos, DiskCounters... disks) {
    tracker.publish(new ArrayList<>(List.of(disks)), wallNanos, out);
  }

  private static DiskCounters disk(String name, long reads, long writes) {
    return new DiskCounters(name, reads, 0, 0, writes, 0, 0, 0, 0);
  }
}
