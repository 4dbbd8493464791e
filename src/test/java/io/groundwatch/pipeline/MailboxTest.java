package io.groundwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.model.Batch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MailboxTest {
  private static final long SIZE = batch(0).memoryBytes();

  private final MemoryBudget budget = new MemoryBudget(SIZE * 100);
  private final Mailbox mailbox = new Mailbox(budget.share());
  private final AtomicInteger wakes = new AtomicInteger();

  @Test
  void holdsFourAndGivesThemInOrder() {
    for (int i = 0; i < 4; i++) {
      assertThat(mailbox.hasRoom()).isTrue();
      assertThat(mailbox.offer(batch(i))).isTrue();
    }
    assertThat(mailbox.hasRoom()).isFalse();
    assertThat(mailbox.offer(batch(4))).isFalse();
    for (int i = 0; i < 4; i++) {
      assertThat(taken(mailbox)).isEqualTo(i);
    }
    assertThat(mailbox.take()).isNull();
    assertThat(mailbox.isEmpty()).isTrue();
  }

  @Test
  void bytesAreSharedWithOtherLanesAndComeBackWhenTheBatchIsStored() {
    MemoryBudget small = new MemoryBudget(SIZE * 4);
    Mailbox one = new Mailbox(small.share());
    Mailbox other = new Mailbox(small.share());
    assertThat(one.offer(batch(0))).isTrue();
    assertThat(one.offer(batch(1))).isTrue();
    assertThat(other.offer(batch(2))).isTrue();
    assertThat(other.offer(batch(3))).as("none would stay free").isFalse();
    Batch first = one.take();
    assertThat(first).isNotNull();
    assertThat(other.offer(batch(3))).as("taken, and still in memory").isFalse();
    one.release(batch(0));
    one.release(batch(1));
    assertThat(other.offer(batch(3))).isTrue();
    assertThat(small.free()).isEqualTo(SIZE * 2);
  }

  @Test
  void aLaneWithNothingWaitingIsAlwaysSureOfOne() {
    MemoryBudget none = new MemoryBudget(0);
    Mailbox one = new Mailbox(none.share());
    assertThat(one.offer(batch(0))).isTrue();
    assertThat(one.offer(batch(1))).isFalse();
    Mailbox other = new Mailbox(none.share());
    assertThat(other.offer(batch(2))).isTrue();
  }

  @Test
  void whatIsRefusedForItsNumberReservesNothing() {
    MemoryBudget ten = new MemoryBudget(SIZE * 10);
    Mailbox full = new Mailbox(ten.share());
    for (int i = 0; i < 10; i++) {
      full.offer(batch(i));
    }
    assertThat(ten.free()).isEqualTo(SIZE * 6);
  }

  @Test
  void theLastBatchOfAProducerIsTakenRoomOrNotAndComesAfterTheOthers() {
    for (int i = 0; i < 4; i++) {
      mailbox.offer(batch(i));
    }
    mailbox.offerLast(batch(4));
    for (int i = 0; i < 5; i++) {
      assertThat(mailbox.isEmpty()).isFalse();
      assertThat(taken(mailbox)).isEqualTo(i);
    }
    assertThat(mailbox.isEmpty()).isTrue();
  }

  @Test
  void whoTakesAProducersPlaceComesAfterItsLastBatch() {
    mailbox.offerLast(batch(0));
    assertThat(mailbox.offer(batch(1))).isTrue();

    assertThat(taken(mailbox)).isZero();
    assertThat(taken(mailbox)).isEqualTo(1);
  }

  @Test
  void wakesNobodyWhoIsGone() {
    Runnable waker = wakes::incrementAndGet;
    mailbox.addWaker(waker);
    mailbox.removeWaker(waker);
    for (int i = 0; i < 5; i++) {
      mailbox.offer(batch(i));
    }
    mailbox.release(batch(taken(mailbox)));

    assertThat(wakes.get()).isZero();
  }

  @Test
  void wakesWhoWasRefusedOnceThereIsRoomAndNobodyElse() {
    mailbox.addWaker(wakes::incrementAndGet);
    mailbox.offer(batch(0));
    mailbox.release(batch(taken(mailbox)));
    assertThat(wakes.get()).as("nobody was refused").isZero();
    for (int i = 0; i < 5; i++) {
      mailbox.offer(batch(i));
    }
    mailbox.take();
    assertThat(wakes.get()).as("not before its bytes are free").isZero();
    mailbox.release(batch(0));
    assertThat(wakes.get()).isEqualTo(1);
    mailbox.release(batch(1));
    assertThat(wakes.get()).isEqualTo(1);
  }

  @Test
  void wakesWhoAskedForRoomAndFoundNone() {
    mailbox.addWaker(wakes::incrementAndGet);
    for (int i = 0; i < 4; i++) {
      mailbox.offer(batch(i));
    }
    assertThat(mailbox.hasRoom()).isFalse();
    mailbox.release(batch(taken(mailbox)));
    assertThat(wakes.get()).isEqualTo(1);
  }

  private static Batch batch(long number) {
    return SampleBatches.logs(number, "line");
  }

  private static long taken(Mailbox from) {
    Batch batch = from.take();
    return batch == null ? -1 : batch.createdNanos();
  }
}
