package io.groundwatch.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.BatchConfig;
import io.groundwatch.model.Batch;
import io.groundwatch.model.BatchId;
import io.groundwatch.model.FileKey;
import io.groundwatch.model.Fingerprint;
import io.groundwatch.model.LogOrigin;
import io.groundwatch.model.Position;
import io.groundwatch.model.SourceId;
import io.groundwatch.runtime.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogBatcherTest {
  private static final Duration MAX_AGE = Duration.ofSeconds(1);
  private static final SourceId SOURCE = new SourceId(1, 2);
  private static final LogOrigin ORIGIN = new LogOrigin("group", "stream", "/file");
  private static final int HUGE = 1 << 20;

  private final FakeTime time = new FakeTime();
  private final FakeIntake lane = new FakeIntake();
  private LogBatcher batcher = batcher(HUGE, 10, false);

  @Test
  void closesAtMaxRecords() {
    for (int i = 0; i < 25; i++) {
      read(i);
    }
    assertThat(batcher.ready()).isTrue();
    assertThat(sizes()).containsExactly(10, 10);
  }

  @Test
  void closesBeforeMaxBytes() {
    batcher = batcher(2000, 1000, false);
    for (int i = 0; i < 100; i++) {
      read(i);
    }
    // With its time, keys and origin a line of six bytes takes more than a hundred.
    assertThat(sizes()).hasSizeGreaterThan(4).allMatch(records -> 10 < records && records < 20);
  }

  @Test
  void attributesCountAgainstMaxBytes() {
    batcher = batcher(2000, 1000, false);
    AttributeSet attributes = new AttributeSet();
    attributes.put("stack", "x".repeat(900));
    batcher.append(ORIGIN, 0, new byte[10], 0, 10);
    batcher.attributes(attributes);
    assertThat(batcher.fits(100)).isTrue();
    batcher.append(ORIGIN, 0, new byte[10], 0, 10);
    batcher.attributes(Map.of("stack", "x".repeat(900)));
    assertThat(batcher.fits(100)).isFalse();
    batcher.cover(range(0, 22));
    assertThat(batcher.ready()).isTrue();
    assertThat(lane.attributes())
        .containsExactly(Map.of("stack", "x".repeat(900)), Map.of("stack", "x".repeat(900)));
    assertThat(lane.batches().get(0).memoryBytes()).isGreaterThan(1800);
  }

  @Test
  void anEmptyBatchTakesALineLargerThanMaxBytes() {
    batcher = batcher(1000, 10, false);
    assertThat(batcher.fits(5000)).isTrue();
    batcher.append(ORIGIN, 0, new byte[5000], 0, 5000);
    assertThat(batcher.fits(1)).isFalse();
    batcher.cover(range(0, 5001));
    assertThat(batcher.ready()).isTrue();
    assertThat(sizes()).containsExactly(1);
  }

  @Test
  void afterAQuietSpellALineGoesAtOnce() {
    time.advance(Duration.ofMinutes(1));
    read(0);
    batcher.flushIfDue();
    assertThat(lane.messages()).containsExactly("line 0");
  }

  @Test
  void inABusySpellBatchesAreMaxAgeApart() {
    List<Long> closedAt = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      read(i);
      batcher.flushIfDue();
      while (closedAt.size() < lane.batches().size()) {
        closedAt.add(time.nanos());
      }
      time.advance(Duration.ofMillis(130));
    }
    assertThat(closedAt).hasSizeBetween(6, 8);
    for (int i = 1; i < closedAt.size(); i++) {
      assertThat(closedAt.get(i) - closedAt.get(i - 1)).isGreaterThanOrEqualTo(MAX_AGE.toNanos());
    }
  }

  @Test
  void saysHowLongUntilItIsDue() {
    assertThat(batcher.dueInNanos()).as("nothing waits").isEqualTo(Long.MAX_VALUE);
    read(0);
    batcher.flushIfDue();
    read(1);
    time.advance(Duration.ofMillis(300));
    assertThat(batcher.dueInNanos()).isEqualTo(Duration.ofMillis(700).toNanos());
  }

  @Test
  void growsUnderBacklogWhereItMay() {
    batcher = batcher(HUGE, 10, true);
    fillWhileTheLaneIsClosed();
    assertThat(sizes()).containsExactly(10, 10 * BatchConfig.GROWTH);
  }

  @Test
  void keepsToLimitsThatWereSetByHand() {
    fillWhileTheLaneIsClosed();
    assertThat(sizes()).containsExactly(10, 10);
  }

  /** One batch goes out, and then the lane has no room until as much as possible was read. */
  private void fillWhileTheLaneIsClosed() {
    for (int i = 0; i < 10; i++) {
      read(i);
    }
    assertThat(batcher.ready()).isTrue();
    lane.close(true);
    lane.wants(BatchSize.LARGE);
    int next = 10;
    while (next < 1000 && batcher.ready()) {
      read(next++);
    }
    lane.close(false);
    lane.wants(BatchSize.USUAL);
    batcher.ready();
  }

  @Test
  void everyBatchHoldsExactlyTheLinesThatItsPositionsCover() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    batcher = batcher(3000, 40, true);
    long line = 0;
    for (int step = 0; step < 2000; step++) {
      lane.close(random.nextInt(3) == 0);
      lane.wants(List.of(BatchSize.values()).get(random.nextInt(3)));
      if (batcher.ready()) {
        line = readSome(line, 1 + random.nextInt(60));
      }
      time.advance(Duration.ofMillis(random.nextInt(500)));
      batcher.flushIfDue();
    }
    batcher.finish();
    long from = 0;
    for (Batch batch : lane.batches()) {
      assertThat(batch.positions()).as("seed %d", seed).hasSize(1);
      Position position = batch.positions().get(0);
      assertThat(position.from()).as("seed %d", seed).isEqualTo(from);
      assertThat(position.to() - from).as("seed %d", seed).isEqualTo(batch.records());
      from = position.to();
    }
    assertThat(from).as("seed %d", seed).isEqualTo(line).isGreaterThan(1000);
  }

  /** Reads lines of a file in which line {@code n} is byte {@code n}, and covers them at once. */
  private long readSome(long from, int atMost) {
    long to = from;
    while (to < from + atMost && batcher.fits(10)) {
      batcher.append(ORIGIN, 0, new byte[10], 0, 10);
      to++;
    }
    batcher.cover(range(from, to));
    return to;
  }

  @Test
  void rangesThatFollowOneAnotherBecomeOne() {
    batcher.cover(range(0, 5));
    batcher.cover(range(5, 9));
    batcher.finish();
    assertThat(lane.batches().get(0).positions()).containsExactly(range(0, 9));
  }

  @Test
  void rangesOfOneSourceWithAGapBetweenStayTwo() {
    batcher.cover(range(0, 5));
    batcher.cover(range(8, 9));
    batcher.cover(range(9, 12));
    batcher.finish();
    assertThat(lane.batches().get(0).positions())
        .containsExactlyInAnyOrder(range(0, 5), range(8, 12));
  }

  @Test
  void sourcesStayApart() {
    Position other = position(new SourceId(3, 4), 5, 9);
    batcher.cover(range(0, 5));
    batcher.cover(other);
    batcher.cover(range(5, 6));
    batcher.finish();
    assertThat(lane.batches().get(0).positions()).containsExactlyInAnyOrder(range(0, 6), other);
  }

  @Test
  void aRangeWithoutLinesGoesAloneOnlyAfterFiveSeconds() {
    time.advance(Duration.ofMinutes(1));
    batcher.cover(range(0, 5));
    time.advance(Duration.ofMillis(4900));
    batcher.cover(range(5, 6));
    batcher.flushIfDue();
    assertThat(lane.batches()).isEmpty();
    time.advance(Duration.ofMillis(100));
    batcher.flushIfDue();
    assertThat(sizes()).containsExactly(0);
    assertThat(lane.batches().get(0).positions()).containsExactly(range(0, 6));
  }

  @Test
  void aRefusedBatchKeepsItsIdAndIsOfferedAgain() {
    List<BatchId> offered = new ArrayList<>();
    boolean[] takes = {false};
    Intake refusing =
        new Intake() {
          @Override
          public SettledOffsets settledOffsets() {
            return lane.settledOffsets();
          }

          @Override
          public boolean offer(Batch batch, List<Receipt> receipts) {
            offered.add(batch.id());
            return takes[0];
          }

          @Override
          public void offerLast(Batch batch, List<Receipt> receipts) {
            throw new AssertionError("it is not the end");
          }

          @Override
          public boolean hasRoom() {
            return true; // as a lane says whose room another producer takes first
          }

          @Override
          public BatchSize batchSize() {
            return BatchSize.USUAL;
          }
        };
    batcher = new LogBatcher(refusing, limits(HUGE, 2, false), ids(), time);
    read(0);
    read(1);
    assertThat(batcher.ready()).isFalse();
    assertThat(batcher.ready()).isFalse();
    batcher.flushIfDue();
    takes[0] = true;
    assertThat(batcher.ready()).isTrue();
    assertThat(offered).hasSize(4);
    assertThat(offered.stream().distinct()).hasSize(1);
  }

  @Test
  void finishHandsOverEverythingThoughTheLaneTakesNothing() {
    read(0);
    lane.close(true);
    batcher.finish();
    assertThat(lane.messages()).containsExactly("line 0");
    batcher.finish();
    assertThat(lane.batches()).as("nothing twice").hasSize(1);
  }

  @Test
  void everyBatchHasAnIdOfItsOwnAndTheTimeItWasClosed() {
    for (int i = 0; i < 30; i++) {
      read(i);
    }
    batcher.finish();
    assertThat(lane.batches()).hasSize(3);
    assertThat(lane.batches().stream().map(Batch::id).distinct()).hasSize(3);
    assertThat(lane.batches()).allMatch(b -> b.createdNanos() == time.wallNanos());
  }

  /** Reads line {@code n}, which is byte {@code n} of the file. */
  private void read(long n) {
    byte[] bytes = ("line " + n).getBytes(UTF_8);
    batcher.ready();
    batcher.append(ORIGIN, 0, bytes, 0, bytes.length);
    batcher.cover(range(n, n + 1));
  }

  private List<Integer> sizes() {
    return lane.batches().stream().map(Batch::records).toList();
  }

  private LogBatcher batcher(int maxBytes, int maxRecords, boolean mayGrow) {
    return new LogBatcher(lane, limits(maxBytes, maxRecords, mayGrow), ids(), time);
  }

  private static BatchConfig limits(int maxBytes, int maxRecords, boolean mayGrow) {
    return new BatchConfig(maxBytes, maxRecords, MAX_AGE, mayGrow);
  }

  private static BatchIds ids() {
    return new BatchIds(new Random(1));
  }

  private static Position range(long from, long to) {
    return position(SOURCE, from, to);
  }

  private static Position position(SourceId source, long from, long to) {
    return new Position(
        source,
        new FileKey(1, 1),
        Fingerprint.EMPTY,
        Fingerprint.EMPTY,
        ORIGIN.file(),
        from,
        to,
        false);
  }
}
