package io.groundwatch.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Duration INITIAL = Duration.ofNanos(100);
  private static final Duration MAX = Duration.ofNanos(1000);

  @Test
  void theBoundDoublesUpToItsMaximum() {
    Bounds bounds = new Bounds();
    Backoff backoff = new Backoff(INITIAL, MAX, bounds);
    for (int i = 0; i < 7; i++) {
      backoff.nextNanos();
    }
    assertThat(bounds.asked).containsExactly(101L, 201L, 401L, 801L, 1001L, 1001L, 1001L);
    assertThat(backoff.failures()).isEqualTo(7);
  }

  @Test
  void delaysAreSpreadOverAllOfTheBound() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    long low = 0;
    for (int i = 0; i < 10_000; i++) {
      long nanos = new Backoff(INITIAL, MAX, random).nextNanos();
      assertThat(nanos).as("seed %d", seed).isBetween(0L, 100L);
      low += nanos < 50 ? 1 : 0;
    }
    assertThat(low).as("seed %d", seed).isBetween(4500L, 5500L);
  }

  @Test
  void startsAnewAfterAReset() {
    Bounds bounds = new Bounds();
    Backoff backoff = new Backoff(INITIAL, MAX, bounds);
    backoff.nextNanos();
    backoff.nextNanos();
    backoff.reset();
    assertThat(backoff.failures()).isZero();
    backoff.nextNanos();
    assertThat(bounds.asked).containsExactly(101L, 201L, 101L);
  }

  @Test
  void neverOverflowsHoweverLongItFails() {
    Bounds bounds = new Bounds();
    Backoff backoff = new Backoff(Duration.ofHours(1), Duration.ofDays(100_000), bounds);
    for (int i = 0; i < 1000; i++) {
      assertThat(backoff.nextNanos()).isNotNegative();
    }
    assertThat(bounds.asked).isSorted();
    assertThat(bounds.asked.get(999)).isEqualTo(Duration.ofDays(100_000).toNanos() + 1);
  }

  @Test
  void refusesDelaysThatMakeNoSense() {
    assertThatThrownBy(() -> new Backoff(Duration.ZERO, MAX, new Bounds()))
        .hasMessageContaining("expected: 0 < initial <= max");
    assertThatThrownBy(() -> new Backoff(MAX, INITIAL, new Bounds()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Notes the bounds that it is asked for, and draws the largest. */
  private static final class Bounds implements RandomGenerator {
    private final List<Long> asked = new ArrayList<>();

    @Override
    public long nextLong() {
      throw new AssertionError("a delay without a bound");
    }

    @Override
    public long nextLong(long bound) {
      asked.add(bound);
      return bound - 1;
    }
  }
}
