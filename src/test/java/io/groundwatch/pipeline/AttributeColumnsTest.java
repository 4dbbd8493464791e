package io.groundwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.model.LineAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AttributeColumnsTest {
  @Test
  void everyLineHasWhatItWasGiven() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      AttributeColumns columns = new AttributeColumns();
      List<Map<String, String>> expected = new ArrayList<>();
      int lines = random.nextInt(200);
      for (int line = 0; line < lines; line++) {
        Map<String, String> all = new TreeMap<>();
        for (int times = random.nextInt(3); times > 0; times--) {
          Map<String, String> more = some(random);
          all.putAll(more);
          if (random.nextBoolean()) {
            columns.add(line, more);
          } else {
            AttributeSet set = new AttributeSet();
            more.forEach(set::put);
            columns.add(line, set);
          }
        }
        expected.add(all);
      }
      LineAttributes made = columns.toAttributes();
      for (int line = 0; line < lines; line++) {
        assertThat(made.of(line)).as("seed %d", seed).isEqualTo(expected.get(line));
      }
    }
  }

  @Test
  void linesWithoutAnyTakeNoMemory() {
    assertThat(new AttributeColumns().toAttributes()).isSameAs(LineAttributes.NONE);
    assertThat(LineAttributes.NONE.of(7)).isEmpty();
    assertThat(LineAttributes.NONE.memoryBytes()).isZero();
  }

  private static Map<String, String> some(Random random) {
    Map<String, String> some = new TreeMap<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      some.put("name" + random.nextInt(9), "ü".repeat(random.nextInt(20)));
    }
    return some;
  }
}
