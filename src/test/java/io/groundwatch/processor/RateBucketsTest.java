package io.groundwatch.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RateBucketsTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void inAnyStretchOfTimeNoMorePassThanTheBurstAndTheRate() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      int rate = 1 + random.nextInt(1000);
      int burst = 1 + random.nextInt(50);
      RateBuckets buckets = new RateBuckets(rate, burst);
      long now = random.nextLong();
      long start = now;
      int passed = 0;
      for (int i = 0; i < 2000; i++) {
        now += random.nextInt(5) == 0 ? random.nextLong(SECOND / rate * 3 + 1) : 0;
        passed += buckets.take("", now) ? 1 : 0;
        long most = burst + (now - start) / (SECOND / rate);
        assertThat((long) passed).as("seed %d", seed).isLessThanOrEqualTo(most);
      }
    }
  }

  @Test
  void keysBeyondTheBoundShareABucketUntilOthersAreFull() {
    RateBuckets buckets = new RateBuckets(1, 1);
    for (int i = 0; i < RateBuckets.MAX_KEYS; i++) {
      assertThat(buckets.take("k" + i, 0)).isTrue();
    }
    assertThat(buckets.take("a", 0)).isTrue();
    assertThat(buckets.take("b", 0)).isFalse();
    assertThat(buckets.take("k0", 0)).isFalse();
    assertThat(buckets.size()).isEqualTo(RateBuckets.MAX_KEYS + 1);
    assertThat(buckets.take("c", 2 * SECOND)).isTrue();
    assertThat(buckets.take("d", 2 * SECOND)).isTrue();
    assertThat(buckets.size()).isEqualTo(2);
  }
}
