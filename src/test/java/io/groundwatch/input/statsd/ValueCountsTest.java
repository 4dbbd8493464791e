package io.groundwatch.input.statsd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.groundwatch.model.ValueSet;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ValueCountsTest {
  private final ValueCounts values = new ValueCounts();

  @Test
  void keepsFewValuesAsTheyAre() {
    TreeMap<Double, Long> expected = new TreeMap<>();
    Random random = new Random(1);
    for (int i = 0; i < ValueCounts.MAX_VALUES; i++) {
      double value = random.nextGaussian() * 1000;
      values.add(value, i + 1);
      expected.merge(value, (long) i + 1, Long::sum);
    }
    assertThat(values.toSet().counts()).isEqualTo(expected);
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
    assertThat(set.counts().size()).as("seed %d", seed).isLessThanOrEqualTo(150);
    assertThat(set.count()).isEqualTo(100_000);
    assertThat(set.sum()).isCloseTo(sum, within(sum * 0.02));
    assertThat(Percentile.of(50, set)).isCloseTo(Math.sqrt(1000), within(2.0));
  }

  @Test
  void anyRangeOfValuesIsHeld() {
    for (int exponent = -300; exponent <= 300; exponent++) {
      values.add(Math.pow(10, exponent), 1);
      values.add(-Math.pow(10, exponent), 1);
    }
    values.add(0, 7);
    ValueSet set = values.toSet();
    assertThat(set.count()).isEqualTo(2 * 601 + 7);
    assertThat(set.counts()).hasSizeLessThanOrEqualTo(150).containsKey(0.0);
    assertThat(set.counts().keySet()).allMatch(Double::isFinite);
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
    assertThat(values.toSet().counts()).isEqualTo(new TreeMap<>(Map.of(0.0, 2L, 3.21, 2L)));
  }
}
