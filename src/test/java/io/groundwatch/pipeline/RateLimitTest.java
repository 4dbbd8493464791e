package io.groundwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundwatch.runtime.FakeTime;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final FakeTime time = new FakeTime();
  private final RateLimit limit = RateLimit.of(1000, time);

  @Test
  void oneBatchGoesAtOnceAndTheNextWhenItsBytesWouldHaveGone() {
    Pace pace = new Pace(limit);
    assertThat(pace.allows(5000, time.nanos())).isTrue();
    pace.used();
    assertThat(pace.allows(10, time.nanos())).isFalse();
    assertThat(pace.restNanos(time.nanos())).isEqualTo(5 * SECOND);
    time.advance(Duration.ofSeconds(5).minusNanos(1));
    assertThat(pace.allows(10, time.nanos())).isFalse();
    time.advance(Duration.ofNanos(1));
    assertThat(pace.allows(10, time.nanos())).isTrue();
  }

  @Test
  void aTurnIsKeptUntilItIsUsedAndPaidOnce() {
    Pace pace = new Pace(limit);
    for (int i = 0; i < 10; i++) {
      assertThat(pace.allows(1000, time.nanos())).isTrue();
    }
    pace.used();
    assertThat(limit.reserve(1, time.nanos()) - time.nanos()).isEqualTo(SECOND);
  }

  @Test
  void aLargerBatchThanTheTurnWasTakenForPaysTheRest() {
    Pace pace = new Pace(limit);
    assertThat(pace.allows(1000, time.nanos())).isTrue();
    assertThat(pace.allows(3000, time.nanos())).as("its turn is after that").isFalse();
    assertThat(pace.restNanos(time.nanos())).isEqualTo(SECOND);
  }

  @Test
  void aQuietTimeSavesNothingUp() {
    time.advance(Duration.ofHours(1));
    Pace pace = new Pace(limit);
    assertThat(pace.allows(1000, time.nanos())).isTrue();
    pace.used();
    assertThat(pace.allows(1000, time.nanos())).isFalse();
  }

  @Test
  void noLimitIsNoWait() {
    Pace pace = new Pace(RateLimit.none());
    for (int i = 0; i < 10; i++) {
      assertThat(pace.allows(Long.MAX_VALUE, time.nanos())).isTrue();
      pace.used();
    }
    assertThatThrownBy(() -> RateLimit.of(0, time)).hasMessageContaining("rate: 0");
  }

  @Test
  void lanesThatShareALinkGetItInTurnsAndNeverMoreThanTheRateAndABatch() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    Pace[] lanes = {new Pace(limit), new Pace(limit), new Pace(limit)};
    long[] sent = new long[lanes.length];
    long[] wanted = {1, 1, 1};
    long total = 0;
    for (int step = 0; step < 20_000; step++) {
      int lane = random.nextInt(lanes.length);
      if (lanes[lane].allows(wanted[lane], time.nanos())) {
        assertThat(total).as("seed %d", seed).isLessThanOrEqualTo(time.nanos() / 1_000_000 + 2000);
        lanes[lane].used();
        total += wanted[lane];
        sent[lane]++;
        wanted[lane] = 1L + random.nextInt(2000);
      }
      time.advance(Duration.ofMillis(random.nextInt(300)));
    }
    for (long each : sent) {
      assertThat(each).as("seed %d", seed).isGreaterThan(500);
    }
  }
}
