package io.groundwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.model.Batch;
import java.util.List;
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
      assertThat(mailbox.offer(batch(i), List.of())).isTrue();
    }
    assertThat(mailbox.hasRoom()).isFalse();
    assertThat(mailbox.offer(batch(4), List.of())).isFalse();
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
    assertThat(one.offer(batch(0), List.of())).isTrue();
    assertThat(one.offer(batch(1), List.of())).isTrue();
    assertThat(other.offer(batch(2), List.of())).isTrue();
    assertThat(other.offer(batch(3), List.of())).as("none would stay free").isFalse();
    Mailbox.Waiting first = one.take();
    assertThat(first).isNotNull();
    assertThat(other.offer(batch(3), List.of())).as("taken, and still in memory").isFalse();
    one.release(batch(0));
    one.release(batch(1));
    assertThat(other.offer(batch(3), List.of())).isTrue();
    assertThat(small.free()).isEqualTo(SIZE * 2);
  }

  @Test
  void aLaneWithNothingWaitingIsAlwaysSureOfOne() {
    MemoryBudget none = new MemoryBudget(0);
    Mailbox one = new Mailbox(none.share());
    assertThat(one.offer(batch(0), List.of())).isTrue();
    assertThat(one.offer(batch(1), List.of())).isFalse();
    Mailbox other = new Mailbox(none.share());
    assertThat(other.offer(batch(2), List.of())).isTrue();
  }

  @Test
  void whatIsRefusedForItsNumberReservesNothing() {
    MemoryBudget ten = new MemoryBudget(SIZE * 10);
    Mailbox full = new Mailbox(ten.share());
    for (int i = 0; i < 10; i++) {
      full.offer(batch(i), List.of());
    }
    assertThat(ten.free()).isEqualTo(SIZE * 6);
  }

  @Test
  void theLastBatchOfAProducerIsTakenRoomOrNotAndComesAfterTheOthers() {
    for (int i = 0; i < 4; i++) {
      mailbox.offer(batch(i), List.of());
    }
    mailbox.offerLast(batch(4), List.of());
    for (int i = 0; i < 5; i++) {
      assertThat(mailbox.isEmpty()).isFalse();
      assertThat(taken(mailbox)).isEqualTo(i);
    }
    assertThat(mailbox.isEmpty()).isTrue();
  }

  @Test
  void whoTakesAProducersPlaceComesAfterItsLastBatch() {
    mailbox.offerLast(batch(0), List.of());
    assertThat(mailbox.offer(batch(1), List.of())).isTrue();

    assertThat(taken(mailbox)).isZero();
    assertThat(taken(mailbox)).isEqualTo(1);
  }

  @Test
  void wakesNobodyWhoIsGone() {
    Runnable waker = wakes::incrementAndGet;
    mailbox.addWaker(waker);
    mailbox.removeWaker(waker);
    for (int i = 0; i < 5; i++) {
      mailbox.offer(batch(i), List.of());
    }
    mailbox.release(batch(taken(mailbox)));

    assertThat(wakes.get()).isZero();
  }

  @Test
  void wakesWhoWasRefusedOnceThereIsRoomAndNobodyElse() {
    mailbox.addWaker(wakes::incrementAndGet);
    mailbox.offer(batch(0), List.of());
    mailbox.release(batch(taken(mailbox)));
    assertThat(wakes.get()).as("nobody was refused").isZero();
    for (int i = 0; i < 5; i++) {
      mailbox.offer(batch(i), List.of());
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
      mailbox.offer(batch(i), List.of());
    }
    assertThat(mailbox.hasRoom()).isFalse();
    mailbox.release(batch(taken(mailbox)));
    assertThat(wakes.get()).isEqualTo(1);
  }

  private static Batch batch(long number) {
    return SampleBatches.logs(number, "line");
  }

  private static long taken(Mailbox from) {
    Mailbox.Waiting taken = from.take();
    return taken == null ? -1 : taken.batch().createdNanos();
  }
}
