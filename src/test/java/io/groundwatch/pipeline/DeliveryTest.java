package io.groundwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.model.BatchId;
import io.groundwatch.model.Compression;
import io.groundwatch.model.SignalKind;
import io.groundwatch.model.StoredBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DeliveryTest {
  private static final String ID = "00000000000000070000000000000001";

  @Test
  void aWholeBatchGoesUnderItsOwnId() {
    Delivery delivery = delivery(5);
    assertThat(partId(delivery)).isEqualTo(ID);
    delivery.delivered();
    assertThat(delivery.done()).isTrue();
    assertThat(delivery.accepted()).isEqualTo(5);
  }

  @Test
  void aBatchWithoutRecordsIsDoneAtOnceAndNotHopeless() {
    assertThat(delivery(0).done()).isTrue();
    assertThat(delivery(0).hopeless()).isFalse();
  }

  @Test
  void halvesInAFixedOrderFirstHalfFirstWithTheRangeInTheId() {
    Delivery delivery = delivery(5);
    delivery.split("413");
    List<String> ids = new ArrayList<>();
    while (!delivery.done()) {
      ids.add(partId(delivery));
      if (delivery.next().size() > 2) {
        delivery.split("413");
      } else {
        delivery.delivered();
      }
    }
    assertThat(ids).containsExactly(ID + ".0-3", ID + ".0-2", ID + ".2-3", ID + ".3-5");
    assertThat(delivery.accepted()).isEqualTo(5);
  }

  @Test
  void findsExactlyTheBadRecordsAndDeliversTheOthersInOrder() {
    Set<Integer> bad = Set.of(0, 6, 7, 12);
    Delivery delivery = delivery(13);
    List<Integer> taken = new ArrayList<>();
    while (!delivery.done()) {
      int from = delivery.next().from();
      int to = delivery.next().to();
      if (bad.stream().anyMatch(i -> from <= i && i < to)) {
        delivery.split("400");
      } else {
        for (int i = from; i < to; i++) {
          taken.add(i);
        }
        delivery.delivered();
      }
    }
    assertThat(taken).containsExactly(1, 2, 3, 4, 5, 8, 9, 10, 11);
    assertThat(delivery.refusals()).extracting(DeadLetters.Refusal::index).isSorted();
    Set<Integer> refused = new TreeSet<>();
    delivery.refusals().forEach(r -> refused.add(r.index()));
    assertThat(refused).isEqualTo(new TreeSet<>(bad));
    assertThat(delivery.hopeless()).isFalse();
    delivery.refusalsKept();
    assertThat(delivery.refusals()).isEmpty();
  }

  @Test
  void takesThePartForSentButForTheRecordsThatAreNamed() {
    Delivery delivery = delivery(5);
    delivery.split("413");
    delivery.partlyDelivered(List.of(new DeadLetters.Refusal(1, "bad")));
    assertThat(partId(delivery)).isEqualTo(ID + ".3-5");
    delivery.delivered();
    assertThat(delivery.done()).isTrue();
    assertThat(delivery.accepted()).isEqualTo(4);
    assertThat(delivery.refusals()).extracting(DeadLetters.Refusal::index).containsExactly(1);
  }

  @Test
  void isHopelessOnceItsOnlyRecordIsRefused() {
    Delivery delivery = delivery(1);
    assertThat(delivery.hopeless()).isFalse();
    delivery.split("400");
    assertThat(delivery.hopeless()).isTrue();
  }

  @Test
  void isHopelessAfterEightRefusalsInARowAndAsksForNoMore() {
    Delivery delivery = delivery(1000);
    while (delivery.refusals().size() < Delivery.HOPELESS_REFUSALS) {
      assertThat(delivery.hopeless()).isFalse();
      delivery.split("400");
    }
    assertThat(delivery.hopeless()).isTrue();
    assertThat(delivery.done()).isFalse();
  }

  @Test
  void isNotHopelessOnceSomethingWasAccepted() {
    Delivery delivery = delivery(1000);
    while (delivery.refusals().isEmpty()) {
      delivery.split("400");
    }
    delivery.delivered();
    while (!delivery.done()) {
      delivery.split("400");
    }
    assertThat(delivery.hopeless()).isFalse();
    assertThat(delivery.refusals()).hasSize(1000 - delivery.accepted());
  }

  private static String partId(Delivery delivery) {
    return delivery.batch().partId(delivery.next());
  }

  private static Delivery delivery(int records) {
    return new Delivery(batch(1, records));
  }

  static StoredBatch batch(long number, int records) {
    return new StoredBatch(
        number,
        new BatchId(7, number),
        SignalKind.LOGS,
        0,
        records,
        0,
        List.of(),
        Compression.NONE,
        new byte[0]);
  }
}
