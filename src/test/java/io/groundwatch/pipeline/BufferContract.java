package io.groundwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.model.Batch;
import io.groundwatch.model.Position;
import io.groundwatch.model.StoredBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What every buffer must do. */
public abstract class BufferContract {

  /** An empty buffer of {@code maxBytes}. */
  protected abstract Buffer open(long maxBytes) throws IOException;

  /** The same buffer after a restart. */
  protected abstract Buffer reopen(Buffer buffer, long settledSequence) throws IOException;

  @Test
  void givesBackWhatWasStoredInOrder() throws IOException {
    try (Buffer buffer = open(1 << 20)) {
      StoredBatch first = buffer.store(SampleBatches.logs(1, "a", "b")).orElseThrow();
      StoredBatch second = buffer.store(SampleBatches.logs(2, "c")).orElseThrow();

      assertThat(buffer.after(0)).usingRecursiveComparison().isEqualTo(Optional.of(first));
      assertThat(buffer.after(first.sequence()))
          .usingRecursiveComparison()
          .isEqualTo(Optional.of(second));
      assertThat(buffer.after(second.sequence())).isEmpty();
      assertThat(buffer.after(0).orElseThrow().id()).isEqualTo(first.id());
      assertThat(first.sequence()).isPositive().isLessThan(second.sequence());
    }
  }

  @Test
  void givesWhatIsStoredAfterTheEndWasReached() throws IOException {
    try (Buffer buffer = open(1 << 20)) {
      assertThat(buffer.after(0)).isEmpty();
      StoredBatch first = buffer.store(SampleBatches.logs(1, "a")).orElseThrow();
      assertThat(buffer.after(0)).isPresent();
      assertThat(buffer.after(first.sequence())).isEmpty();
      StoredBatch second = buffer.store(SampleBatches.logs(2, "b")).orElseThrow();

      assertThat(buffer.after(first.sequence()).orElseThrow().id()).isEqualTo(second.id());
    }
  }

  @Test
  void forgetsWhatIsSettled() throws IOException {
    try (Buffer buffer = open(1 << 20)) {
      StoredBatch first = buffer.store(SampleBatches.logs(1, "a")).orElseThrow();
      StoredBatch second = buffer.store(SampleBatches.logs(2, "b")).orElseThrow();
      buffer.settled(first.sequence());

      assertThat(buffer.batches()).isEqualTo(1);
      assertThat(buffer.after(0).orElseThrow().id()).isEqualTo(second.id());
    }
  }

  @Test
  void findsWhatIsNotSettledAfterARestart() throws IOException {
    Buffer buffer = open(1 << 20);
    StoredBatch first = buffer.store(SampleBatches.logs(1, "a")).orElseThrow();
    StoredBatch second = buffer.store(SampleBatches.logs(2, "b")).orElseThrow();
    StoredBatch third = buffer.store(SampleBatches.logs(3, "c")).orElseThrow();

    try (Buffer again = reopen(buffer, first.sequence())) {
      assertThat(again.positionsAtOpen())
          .containsExactly(SampleBatches.position(2), SampleBatches.position(3));
      assertThat(again.batches()).isEqualTo(2);
      assertThat(again.after(0)).usingRecursiveComparison().isEqualTo(Optional.of(second));
      assertThat(again.after(second.sequence()))
          .usingRecursiveComparison()
          .isEqualTo(Optional.of(third));
    }
  }

  @Test
  void sequencesNeverRestart() throws IOException {
    Buffer buffer = open(1 << 20);
    long last = buffer.store(SampleBatches.logs(1, "a")).orElseThrow().sequence();
    buffer.settled(last);
    try (Buffer again = reopen(buffer, last)) {
      assertThat(again.batches()).isZero();
      assertThat(again.store(SampleBatches.logs(2, "b")).orElseThrow().sequence())
          .isGreaterThan(last);
    }
  }

  @Test
  void takesNothingBeyondItsLimitAndGoesOnWhenThereIsRoom() throws IOException {
    try (Buffer buffer = open(4000)) {
      long last = 0;
      int taken = 0;
      Optional<StoredBatch> stored = buffer.store(SampleBatches.logs(0, "x".repeat(300)));
      while (stored.isPresent()) {
        last = stored.get().sequence();
        taken++;
        assertThat(buffer.bytes()).isLessThanOrEqualTo(4000);
        stored = buffer.store(SampleBatches.logs(taken, "x".repeat(300)));
      }
      Batch waiting = SampleBatches.logs(taken, "x".repeat(300));

      assertThat(taken).isBetween(3, 13);
      assertThat(buffer.store(waiting)).isEmpty();
      buffer.settled(last);
      assertThat(buffer.store(waiting)).isPresent();
    }
  }

  @Test
  void anEmptyBufferTakesABatchThatIsLargerThanItself() throws IOException {
    try (Buffer buffer = open(4000)) {
      Batch huge = SampleBatches.logs(1, "x".repeat(10_000));
      StoredBatch stored = buffer.store(huge).orElseThrow();
      assertThat(buffer.store(SampleBatches.logs(2, "y"))).isEmpty();
      buffer.settled(stored.sequence());
      assertThat(buffer.store(SampleBatches.logs(2, "y"))).isPresent();
    }
  }

  @Test
  void whatIsDroppedBehindABatchIsGoneAndThatBatchStays() throws IOException {
    try (Buffer buffer = open(1 << 20)) {
      StoredBatch first = buffer.store(SampleBatches.logs(1, "a")).orElseThrow();
      StoredBatch second = buffer.store(SampleBatches.logs(2, "b")).orElseThrow();
      StoredBatch third = buffer.store(SampleBatches.logs(3, "c")).orElseThrow();
      buffer.dropped(second.sequence());
      buffer.dropped(second.sequence());

      assertThat(buffer.batches()).isEqualTo(2);
      assertThat(buffer.after(0).orElseThrow().id()).isEqualTo(first.id());
      assertThat(buffer.after(first.sequence()).orElseThrow().id()).isEqualTo(third.id());
      buffer.settled(third.sequence());
      assertThat(buffer.batches()).isZero();
    }
  }

  @Test
  void aBatchInFlightKeepsNoMoreRoomThanItsNeighbourhoodWhenTheOthersAreDropped()
      throws IOException {
    try (Buffer buffer = open(1 << 14)) {
      StoredBatch first = buffer.store(SampleBatches.logs(0, "x".repeat(300))).orElseThrow();
      assertThat(buffer.freeable(Set.of(first.sequence()))).isFalse();
      int number = 0;
      Optional<StoredBatch> stored = Optional.of(first);
      while (stored.isPresent()) {
        number++;
        stored = buffer.store(SampleBatches.logs(number, "x".repeat(300)));
      }
      assertThat(buffer.freeable(Set.of(first.sequence()))).isTrue();
      long dropping = first.sequence() + 1;
      Batch waiting = SampleBatches.logs(number, "x".repeat(300));
      while (stored.isEmpty()) {
        buffer.dropped(dropping);
        dropping++;
        stored = buffer.store(waiting);
      }
      assertThat(dropping - first.sequence()).isLessThan(number / 2);
      assertThat(buffer.after(0).orElseThrow().id()).isEqualTo(first.id());
      assertThat(buffer.after(first.sequence()).orElseThrow().sequence()).isEqualTo(dropping);
    }
  }

  @Test
  void behavesAsAnOrderedMapWhateverIsDone() throws IOException {
    for (int round = 0; round < 10; round++) {
      long seed = new Random().nextLong();
      try {
        new Model(seed).run();
      } catch (IOException | RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  /** Random operations on a buffer and on a map. */
  private final class Model {
    private static final int STEPS = 120;

    private final Random random;
    private final NavigableMap<Long, StoredBatch> expected = new TreeMap<>();
    private final NavigableMap<Long, StoredBatch> dropped = new TreeMap<>();
    private long settled;

    private Model(long seed) {
      this.random = new Random(seed);
    }

    private void run() throws IOException {
      Buffer buffer = open(1 << 17);
      for (int step = 0; step < STEPS; step++) {
        switch (random.nextInt(10)) {
          case 0 -> buffer = restart(buffer);
          case 1 -> settle(buffer);
          case 2 -> drop(buffer);
          case 3, 4, 5 -> look(buffer);
          default -> store(buffer, step);
        }
        assertThat(buffer.batches()).isEqualTo(expected.size());
      }
      drain(buffer);
      buffer.close();
    }

    private Buffer restart(Buffer buffer) throws IOException {
      Buffer again = reopen(buffer, settled);
      // What was dropped and not settled may be found again.
      expected.putAll(dropped.tailMap(settled, false));
      long at = settled;
      List<Position> positions = new ArrayList<>();
      for (StoredBatch batch : List.copyOf(expected.values())) {
        Optional<StoredBatch> found = again.after(at);
        if (found.isPresent() && found.get().sequence() == batch.sequence()) {
          positions.addAll(batch.positions());
          at = batch.sequence();
        } else {
          assertThat(dropped).containsKey(batch.sequence());
          expected.remove(batch.sequence());
        }
      }
      dropped.clear();
      assertThat(again.positionsAtOpen()).isEqualTo(positions);
      return again;
    }

    private void settle(Buffer buffer) throws IOException {
      if (!expected.isEmpty()) {
        long last = expected.lastKey();
        settled = random.nextBoolean() ? last : random.nextLong(expected.firstKey(), last + 1);
        buffer.settled(settled);
        expected.headMap(settled, true).clear();
      }
    }

    private void drop(Buffer buffer) throws IOException {
      if (!expected.isEmpty()) {
        long one = expected.floorKey(random.nextLong(expected.firstKey(), expected.lastKey() + 1));
        buffer.dropped(one);
        dropped.put(one, expected.remove(one));
      }
    }

    private void look(Buffer buffer) throws IOException {
      long above = expected.isEmpty() ? settled : random.nextLong(expected.lastKey() + 2);
      var entry = expected.higherEntry(Math.max(above, settled));
      Optional<StoredBatch> found = buffer.after(above);
      assertThat(found.isPresent()).isEqualTo(entry != null);
      if (entry != null) {
        assertThat(found.orElseThrow()).usingRecursiveComparison().isEqualTo(entry.getValue());
      }
    }

    private void store(Buffer buffer, int step) throws IOException {
      String message = "m".repeat(random.nextInt(random.nextInt(20) == 0 ? 20_000 : 300));
      Optional<StoredBatch> stored = buffer.store(SampleBatches.logs(step, message));
      stored.ifPresent(batch -> expected.put(batch.sequence(), batch));
    }

    private void drain(Buffer buffer) throws IOException {
      long at = 0;
      for (StoredBatch batch : expected.values()) {
        StoredBatch found = buffer.after(at).orElseThrow();
        assertThat(found.id()).isEqualTo(batch.id());
        at = found.sequence();
      }
      assertThat(buffer.after(at)).isEmpty();
    }
  }
}
