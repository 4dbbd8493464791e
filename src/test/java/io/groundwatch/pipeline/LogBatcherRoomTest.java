package io.groundwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.BatchConfig;
import io.groundwatch.model.FileKey;
import io.groundwatch.model.Fingerprint;
import io.groundwatch.model.LogOrigin;
import io.groundwatch.model.Position;
import io.groundwatch.model.SourceId;
import io.groundwatch.runtime.FakeTime;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogBatcherRoomTest {
  private static final LogOrigin ORIGIN = new LogOrigin("g", "s", "/var/log/app.log");
  private static final int MAX_BYTES = 10_000;

  private final FakeIntake lane = new FakeIntake();
  private long offset;

  @Test
  void aLineThatFindsNoRoomClosesTheBatchAtOnce() {
    LogBatcher batcher = batcher(false);
    fillUntilALineIsTurnedAway(batcher, 1000);
    assertThat(batcher.ready()).isTrue();
    assertThat(lane.batches()).hasSize(1);
    assertThat(batcher.fits(1000)).isTrue();
  }

  @Test
  void aBatchGrowsForALineThatFoundNoRoomWhileTheLaneIsBehind() {
    LogBatcher batcher = batcher(true);
    fillUntilALineIsTurnedAway(batcher, 1000);
    lane.wants(BatchSize.LARGE);
    assertThat(batcher.ready()).isTrue();
    assertThat(batcher.fits(1000)).isTrue();
    assertThat(lane.batches()).as("though it would have been taken").isEmpty();
  }

  @Test
  void aBatchThatGrewIsClosedOnceTheLaneWantsIt() {
    LogBatcher batcher = batcher(true);
    fillUntilALineIsTurnedAway(batcher, 1000);
    lane.wants(BatchSize.LARGE);
    fillUntilALineIsTurnedAway(batcher, 1000);
    assertThat(lane.batches()).isEmpty();
    assertThat(batcher.ready()).as("as large as it gets").isTrue();
    assertThat(lane.batches()).hasSize(1);
    fillUntilALineIsTurnedAway(batcher, 1000);
    lane.wants(BatchSize.USUAL);
    assertThat(batcher.ready()).isTrue();
    assertThat(lane.batches()).hasSize(2);
  }

  /** Many lanes that are all behind would take all memory with batches of the usual size. */
  @Test
  void aBatchIsClosedEarlyWhileMemoryIsShort() {
    LogBatcher batcher = batcher(false);
    lane.wants(BatchSize.SMALL);
    assertThat(batcher.ready()).isTrue();
    fillUntilALineIsTurnedAway(batcher, 100);
    assertThat(batcher.ready()).isTrue();
    assertThat(lane.batches()).hasSize(1);
    lane.wants(BatchSize.USUAL);
    assertThat(batcher.ready()).isTrue();
    fillUntilALineIsTurnedAway(batcher, 100);
    assertThat(batcher.ready()).isTrue();
    int few = lane.batches().get(0).records();
    assertThat(lane.batches().get(1).records()).isBetween(4 * few, 4 * few + 4);
  }

  @Test
  void aBatchThatMayNotGrowHoldsTheInputUpWhileTheLaneIsBusy() {
    LogBatcher batcher = batcher(false);
    fillUntilALineIsTurnedAway(batcher, 1000);
    lane.close(true);
    assertThat(batcher.ready()).isFalse();
    lane.close(false);
    assertThat(batcher.ready()).isTrue();
    assertThat(lane.batches()).hasSize(1);
  }

  private LogBatcher batcher(boolean mayGrow) {
    return new LogBatcher(
        lane,
        new BatchConfig(MAX_BYTES, 1000, Duration.ofHours(1), mayGrow),
        new BatchIds(new Random(1)),
        new FakeTime());
  }

  private void fillUntilALineIsTurnedAway(LogBatcher batcher, int length) {
    assertThat(batcher.ready()).isTrue();
    while (batcher.fits(length)) {
      batcher.append(ORIGIN, 1, new byte[length], 0, length);
      batcher.cover(next(length));
    }
  }

  private Position next(int length) {
    long from = offset;
    offset += length;
    return new Position(
        new SourceId(1, 1),
        new FileKey(1, 1),
        Fingerprint.EMPTY,
        Fingerprint.EMPTY,
        ORIGIN.file(),
        from,
        offset,
        false);
  }
}
