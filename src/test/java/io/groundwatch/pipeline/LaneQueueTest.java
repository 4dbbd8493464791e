package io.groundwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundwatch.model.StoredBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LaneQueueTest {
  private static final long BUDGET = 1000;

  private final FakeDisk disk = new FakeDisk();
  private final MemoryBudget budget = new MemoryBudget(BUDGET);

  @Test
  void givesWhatWasStoredInOrder() throws IOException {
    LaneQueue queue = open(0);
    for (int i = 1; i <= 3; i++) {
      assertThat(queue.store(SampleBatches.logs(i, "line " + i))).contains((long) i);
    }
    assertThat(queue.waiting()).isEqualTo(3);
    assertThat(drain(queue)).containsExactly(1L, 2L, 3L);
    assertThat(queue.waiting()).isZero();
    assertThat(queue.batches()).as("taken is not settled").isEqualTo(3);
  }

  @Test
  void aQueueThatKeepsUpNeverReadsTheDisk() throws IOException {
    LaneQueue queue = open(0);
    for (int i = 1; i <= 5; i++) {
      queue.store(SampleBatches.logs(i, "line"));
      disk.refuse(true);
      assertThat(queue.take()).isPresent();
      disk.refuse(false);
    }
  }

  @Test
  void theBatchInMemoryIsNeverGivenBeforeAnOlderOneOnDisk() throws IOException {
    LaneQueue queue = open(0);
    queue.store(SampleBatches.logs(1, "a"));
    queue.store(SampleBatches.logs(2, "b"));
    queue.take();
    queue.store(SampleBatches.logs(3, "c"));
    assertThat(drain(queue)).containsExactly(2L, 3L);
  }

  @Test
  void aLookAtTheNextLeavesItWhereItIsAndReadsItOnce() throws IOException {
    LaneQueue queue = open(0);
    queue.store(SampleBatches.logs(1, "line"));
    queue.store(SampleBatches.logs(2, "line"));
    queue.take();
    assertThat(queue.peek().orElseThrow().sequence()).isEqualTo(2);
    assertThat(queue.waiting()).isEqualTo(1);
    disk.refuse(true);
    assertThat(queue.peek().orElseThrow().sequence()).isEqualTo(2);
    assertThat(drain(queue)).containsExactly(2L);
  }

  @Test
  void whatIsInMemoryCountsUntilItIsLetGo() throws IOException {
    LaneQueue queue = open(0);
    assertThat(budget.free()).isEqualTo(BUDGET);
    queue.store(SampleBatches.logs(1, "line"));
    queue.store(SampleBatches.logs(2, "line"));
    assertThat(budget.free()).as("one is next, one on disk").isEqualTo(BUDGET - 5);
    StoredBatch first = queue.take().orElseThrow();
    StoredBatch second = queue.take().orElseThrow();
    assertThat(budget.free()).isEqualTo(BUDGET - 10);
    queue.letGo(first);
    queue.letGo(second);
    assertThat(budget.free()).isEqualTo(BUDGET);
  }

  @Test
  void startsAfterWhatIsSettled() throws IOException {
    LaneQueue before = open(0);
    for (int i = 1; i <= 3; i++) {
      before.store(SampleBatches.logs(i, "line"));
    }
    before.settled(1);
    LaneQueue queue = open(1);
    assertThat(queue.waiting()).isEqualTo(2);
    assertThat(drain(queue)).containsExactly(2L, 3L);
  }

  @Test
  void aFullBufferIsAnAnswerAndChangesNothing() throws IOException {
    LaneQueue queue = open(0);
    disk.capacity(1);
    assertThat(queue.store(SampleBatches.logs(1, "line"))).isPresent();
    assertThat(queue.store(SampleBatches.logs(2, "line"))).isEmpty();
    assertThat(queue.waiting()).isEqualTo(1);
    assertThat(drain(queue)).containsExactly(1L);
  }

  @Test
  void aBatchThatTheDiskDidNotTakeDoesNotWait() throws IOException {
    LaneQueue queue = open(0);
    disk.refuse(true);
    assertThatThrownBy(() -> queue.store(SampleBatches.logs(1, "line")))
        .isInstanceOf(IOException.class);
    assertThat(queue.waiting()).isZero();
    disk.refuse(false);
    queue.store(SampleBatches.logs(2, "line"));
    assertThat(drain(queue)).hasSize(1);
  }

  @Test
  void whatCannotBeReadNowStillWaits() throws IOException {
    LaneQueue queue = open(0);
    queue.store(SampleBatches.logs(1, "line"));
    queue.store(SampleBatches.logs(2, "line"));
    queue.take();
    disk.refuse(true);
    assertThatThrownBy(queue::take).isInstanceOf(IOException.class);
    disk.refuse(false);
    assertThat(drain(queue)).containsExactly(2L);
  }

  @Test
  void whatTheDiskLostIsNotWaitedForForever() throws IOException {
    LaneQueue queue = open(0);
    queue.store(SampleBatches.logs(1, "line"));
    queue.store(SampleBatches.logs(2, "line"));
    queue.take();
    disk.elements.clear();
    assertThat(queue.take()).isEmpty();
    assertThat(queue.waiting()).isZero();
  }

  private LaneQueue open(long settled) {
    return new LaneQueue(disk.parts(new FakeOutput()).buffer(), settled, budget.share());
  }

  private static List<Long> drain(LaneQueue queue) throws IOException {
    List<Long> numbers = new ArrayList<>();
    for (Optional<StoredBatch> next = queue.take(); next.isPresent(); next = queue.take()) {
      numbers.add(next.get().sequence());
    }
    return numbers;
  }
}
