package io.groundwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.model.BatchId;
import io.groundwatch.model.Compression;
import io.groundwatch.model.SignalKind;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.runtime.FakeTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchAgesTest {
  private static final Duration YEAR = Duration.ofDays(365);
  private static final Duration MAX_AGE = Duration.ofDays(14);

  private final FakeTime time = new FakeTime();
  private BatchAges ages = new BatchAges(time, MAX_AGE);
  private long sequence;

  @Test
  void timePassesForWhatIsStored() {
    StoredBatch batch = store();
    time.advance(Duration.ofHours(3));
    assertAge(batch, Duration.ofHours(3));
    time.advance(MAX_AGE.minusHours(3));
    assertThat(ages.expired(batch)).isFalse();
    assertThat(ages.untilExpiredNanos(batch)).isEqualTo(1);
    time.advance(Duration.ofNanos(1));
    assertThat(ages.expired(batch)).isTrue();
  }

  @Test
  void aClockThatJumpsChangesTheAgeOfNothingThatIsStored() {
    for (Duration jump : List.of(YEAR, YEAR.negated(), Duration.ofHours(1), Duration.ofHours(-1))) {
      StoredBatch before = store();
      time.advance(Duration.ofMinutes(10));
      time.stepWall(jump);
      StoredBatch after = store();
      time.advance(Duration.ofMinutes(5));
      assertAge(before, Duration.ofMinutes(15));
      assertAge(after, Duration.ofMinutes(5));
    }
  }

  @Test
  void aBatchThatWasStampedBeforeAJumpAndStoredAfterItIsNew() {
    store();
    StoredBatch late = batch(2, time.wallNanos());
    time.stepWall(YEAR);
    ages.stored(2);
    time.advance(Duration.ofMinutes(5));
    assertAge(late, Duration.ofMinutes(5));
  }

  @Test
  void whatWasFoundIsAsOldAsTheClockSaysButHasAnHourLeft() {
    StoredBatch recent = batch(1, time.wallNanos() - Duration.ofDays(3).toNanos());
    assertAge(recent, Duration.ofDays(3));
    StoredBatch old = batch(2, time.wallNanos() - YEAR.toNanos());
    assertThat(ages.expired(old)).isFalse();
    time.advance(Duration.ofHours(1));
    assertThat(ages.expired(old)).isFalse();
    time.advance(Duration.ofNanos(1));
    assertThat(ages.expired(old)).isTrue();
    assertAge(recent, Duration.ofDays(3).plusHours(1).plusNanos(1));
  }

  @Test
  void whatWasFoundWithAStampOfTheFutureIsNew() {
    StoredBatch future = batch(1, time.wallNanos() + YEAR.toNanos());
    assertAge(future, Duration.ZERO);
    time.advance(Duration.ofDays(2));
    assertAge(future, Duration.ofDays(2));
  }

  @Test
  void aJumpAheadAtRunDoesNotThrowAwayWhatWasFound() {
    StoredBatch found = batch(1, time.wallNanos() - Duration.ofDays(1).toNanos());
    time.advance(Duration.ofMinutes(1));
    time.stepWall(YEAR);
    time.advance(Duration.ofHours(2));
    assertAge(found, Duration.ofDays(1).plusHours(2).plusMinutes(1));
  }

  @Test
  void aClockThatIsSetRightSoonAfterTheStartMakesWhatWasFoundYounger() {
    StoredBatch found = batch(1, time.wallNanos() - Duration.ofDays(1).toNanos());
    time.stepWall(YEAR); // the host booted with a wrong clock
    ages = new BatchAges(time, MAX_AGE);
    time.advance(Duration.ofMinutes(2));
    time.stepWall(YEAR.negated());
    assertAge(found, Duration.ofDays(1).plusMinutes(2));
    time.advance(Duration.ofHours(3));
    assertAge(found, Duration.ofDays(1).plusHours(3).plusMinutes(2));
  }

  @Test
  void aShortMaxAgeIsCountedFromTheStartForWhatWasFound() {
    ages = new BatchAges(time, Duration.ofMinutes(10));
    StoredBatch found = batch(1, time.wallNanos() - Duration.ofDays(1).toNanos());
    assertAge(found, Duration.ZERO);
    time.advance(Duration.ofMinutes(10).plusNanos(1));
    assertThat(ages.expired(found)).isTrue();
  }

  @Test
  void aClockThatStepsAllTheTimeCostsNoMemoryAndLittleAccuracy() {
    StoredBatch first = store();
    StoredBatch last = first;
    for (int i = 0; i < 1000; i++) {
      time.advance(Duration.ofMinutes(1));
      time.stepWall(Duration.ofSeconds(2));
      last = store();
    }
    assertAge(first, Duration.ofMinutes(1000));
    assertAge(last, Duration.ZERO);
    ages.settled(last.sequence() - 1);
    assertAge(last, Duration.ZERO);
  }

  @Test
  void aStampThatMakesNoSenseIsNoAge() {
    for (long stamp : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, -1, 0}) {
      assertThat(ages.ageNanos(batch(1, stamp))).isBetween(0L, MAX_AGE.toNanos());
    }
  }

  private void assertAge(StoredBatch batch, Duration age) {
    assertThat(Duration.ofNanos(ages.ageNanos(batch))).isEqualTo(age);
  }

  private StoredBatch store() {
    sequence++;
    StoredBatch batch = batch(sequence, time.wallNanos());
    ages.stored(sequence);
    return batch;
  }

  private static StoredBatch batch(long sequence, long created) {
    return new StoredBatch(
        sequence,
        new BatchId(1, sequence),
        SignalKind.LOGS,
        created,
        1,
        0,
        List.of(),
        Compression.NONE,
        new byte[0]);
  }
}
