package io.groundwatch.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DroppedSequencesTest {
  private final DroppedSequences dropped = new DroppedSequences();

  @Test
  void joinsWhatTouches() {
    for (long sequence : new long[] {5, 7, 6, 4, 9}) {
      dropped.add(sequence);
    }
    assertThat(dropped.count(0, 100)).isEqualTo(5);
    assertThat(dropped.count(5, 8)).isEqualTo(3);
    assertThat(dropped.contains(8)).isFalse();
    assertThat(dropped.contains(9)).isTrue();
    dropped.forget(5);
    assertThat(dropped.contains(5)).isFalse();
    assertThat(dropped.count(0, 100)).isEqualTo(3);
  }

  @Test
  void isTheSetOfWhatWasAdded() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    NavigableSet<Long> expected = new TreeSet<>();
    for (int step = 0; step < 5000; step++) {
      long sequence = 1L + random.nextInt(200);
      if (random.nextInt(100) == 0) {
        dropped.forget(sequence);
        expected.headSet(sequence, true).clear();
      } else if (expected.add(sequence)) {
        dropped.add(sequence);
      }
      long from = random.nextInt(200);
      long to = from + random.nextInt(200);
      assertThat(dropped.count(from, to))
          .as("seed %d", seed)
          .isEqualTo(expected.subSet(from, true, to, true).size());
      assertThat(dropped.contains(from)).as("seed %d", seed).isEqualTo(expected.contains(from));
    }
  }
}
