package io.groundwatch.pipeline.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.groundwatch.model.ValueSet;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ValueCountsTest {
  private final Room room = new Room(1 << 20);
  private final ValueCounts values = new ValueCounts(room);

  @Test
  void keepsFewValuesAsTheyAre() {
    TreeMap<Double, Long> expected = new TreeMap<>();
    Random random = new Random(1);
    for (int i = 0; i < ValueCounts.MAX_VALUES; i++) {
      double value = random.nextGaussian() * 1000;
      values.add(value, i + 1);
      expected.merge(value, (long) i + 1, Long::sum);
    }
    assertThat(values.toSet().toMap()).isEqualTo(expected);
  }

  @Test
  void manyValuesBecomeFewThatAreCloseToThem() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    double sum = 0;
    for (int i = 0; i < 100_000; i++) {
      double value = Math.exp(random.nextDouble() * Math.log(1000)); // 1 ms to 1 s
      sum += value;
      values.add(value, 1);
    }
    ValueSet set = values.toSet();
    assertThat(set.size()).as("seed %d", seed).isLessThanOrEqualTo(150);
    assertThat(set.count()).isEqualTo(100_000);
    assertThat(set.sum()).isCloseTo(sum, within(sum * 0.02));
    assertThat(set.percentile(50)).isCloseTo(Math.sqrt(1000), within(2.0));
  }

  @Test
  void whereThereIsNoRoomValuesAreKeptMoreCoarsely() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    ValueCounts poor = new ValueCounts(new Room(0));
    for (int i = 0; i < 10_000; i++) {
      poor.add(random.nextGaussian() * Math.exp(random.nextInt(500) - 250), 2);
    }
    ValueSet set = poor.toSet();
    assertThat(set.size()).as("seed %d", seed).isLessThanOrEqualTo(6);
    assertThat(set.count()).isEqualTo(20_000);
    assertThat(set.max()).isPositive().isLessThanOrEqualTo(ValueCounts.MAX_VALUE);
    assertThat(set.min()).isNegative();
  }

  @Test
  void roomIsGivenBack() {
    for (int i = 0; i < 1000; i++) {
      values.add(i, 1);
    }
    assertThat(room.left()).isLessThan(1 << 20);
    values.clear();
    assertThat(room.left()).isEqualTo(1 << 20);
  }

  @Test
  void anyRangeOfValuesIsHeld() {
    for (int exponent = -300; exponent <= 108; exponent++) {
      values.add(Math.pow(10, exponent), 1);
      values.add(-Math.pow(10, exponent), 1);
    }
    values.add(0, 7);
    ValueSet set = values.toSet();
    assertThat(set.count()).isEqualTo(2 * 409 + 7);
    assertThat(set.toMap()).hasSizeLessThanOrEqualTo(150).containsKey(0.0);
    assertThat(set.toMap().keySet()).allMatch(v -> Math.abs(v) <= ValueCounts.MAX_VALUE);
  }

  @Test
  void startsAnew() {
    for (int i = 0; i < 1000; i++) {
      values.add(i, 1);
    }
    values.clear();
    assertThat(values.isEmpty()).isTrue();
    values.add(3.21, 2);
    values.add(-0.0, 1);
    values.add(0.0, 1);
    assertThat(values.toSet().toMap()).isEqualTo(new TreeMap<>(Map.of(0.0, 2L, 3.21, 2L)));
  }
}
