package io.groundwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundwatch.pipeline.Delivery.Sending;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowTest {
  private final Window window = new Window();
  private long sends;

  @Test
  void sendsTheOldestOfWhichNothingIsUnderWay() {
    Delivery first = add(1, 2);
    Delivery second = add(2, 2);
    assertThat(window.sendable()).isSameAs(first);
    Sending underWay = send(first);
    assertThat(window.sendable()).isSameAs(second);
    send(second);
    assertThat(window.sendable()).isNull();
    assertThat(window.inFlight()).isEqualTo(2);
    assertThat(window.kept()).containsExactly(1L, 2L);
    first.answered(underWay);
    assertThat(window.sendable()).as("again").isSameAs(first);
  }

  @Test
  void onlyAHeadThatIsThroughIsReady() {
    Delivery first = add(1, 2);
    Delivery second = add(2, 2);
    second.answered(send(second));
    second.delivered();
    assertThat(window.head().ready()).isFalse();
    first.answered(send(first));
    first.delivered();
    assertThat(window.removeHead().ready()).isTrue();
    assertThat(window.removeHead().ready()).isTrue();
    assertThat(window.isEmpty()).isTrue();
  }

  @Test
  void whatIsRefusedWholeIsStuckUntilSomethingElseThatWasSentLaterIsTaken() {
    Delivery second = add(1, 1);
    Delivery early = add(2, 1);
    Sending underWay = send(early);
    refuse(second);
    assertThat(second.stuck()).isTrue();
    assertThat(window.places()).isEqualTo(1);
    assertThat(window.stuck()).isEqualTo(1);
    accept(underWay);
    assertThat(second.stuck()).as("that was sent before").isTrue();
    Delivery late = add(3, 1);
    accept(send(late));
    assertThat(second.stuck()).isFalse();
    assertThat(window.sendable()).as("asked once more").isSameAs(second);
    refuse(second);
    assertThat(second.stuck()).isFalse();
    assertThat(second.ready()).isTrue();
    assertThat(second.refusals()).hasSize(1);
  }

  @Test
  void itsOwnWordIsNoProof() {
    Delivery one = add(1, 20);
    for (int i = 0; i < 30 && !one.hopeless(); i++) {
      refuse(one);
    }
    window.noteAccepted(one, sends + 1);
    assertThat(one.stuck()).isTrue();
  }

  @Test
  void whatIsStuckStartsAgainFromItsBeginningAndTheRestStaysAsItIs() {
    Delivery stuck = add(1, 1);
    refuse(stuck);
    Delivery through = add(2, 1);
    through.answered(send(through));
    through.delivered();
    window.restartStuck();
    assertThat(stuck.refusals()).isEmpty();
    assertThat(stuck.next()).isEqualTo(stuck.batch().whole());
    assertThat(window.sendable()).isSameAs(stuck);
    assertThat(through.ready()).isTrue();
  }

  @Test
  void theOldestThatIsNotInFlightIsTheFirstToGo() {
    Delivery first = add(1, 2);
    Delivery second = add(2, 2);
    Delivery third = add(3, 2);
    send(first);
    assertThat(window.droppable()).isSameAs(second);
    second.giveUp();
    assertThat(second.ready()).isTrue();
    assertThat(window.kept()).containsExactly(1L);
    assertThat(window.droppable()).isSameAs(third);
    third.answered(send(third));
    third.delivered();
    assertThat(window.droppable()).as("what is through is not lost").isNull();
    assertThat(window.kept()).containsExactly(1L, 3L);
  }

  @Test
  void anOutcomeThatNobodyWaitsForIsABug() {
    Delivery one = add(1, 2);
    Sending sending = send(one);
    one.answered(sending);
    assertThatThrownBy(() -> one.answered(sending)).isInstanceOf(IllegalStateException.class);
    send(one);
    assertThatThrownBy(() -> one.answered(sending)).isInstanceOf(IllegalStateException.class);
  }

  private Delivery add(long number, int records) {
    return window.add(DeliveryTest.batch(number, records));
  }

  private Sending send(Delivery delivery) {
    sends++;
    Sending sending = new Sending(delivery, sends, 0, List.of());
    delivery.sent(sending);
    return sending;
  }

  private void accept(Sending sending) {
    sending.delivery().answered(sending);
    sending.delivery().delivered();
    window.noteAccepted(sending.delivery(), sending.number());
  }

  private void refuse(Delivery delivery) {
    delivery.answered(send(delivery));
    delivery.split("400");
    if (delivery.hopeless()) {
      delivery.hopelessSince(sends);
    }
  }
}
