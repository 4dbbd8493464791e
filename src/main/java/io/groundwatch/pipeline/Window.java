package io.groundwatch.pipeline;

import io.groundwatch.model.StoredBatch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The batches under delivery, in their order: as many as the lane's concurrency. They end in any
 * order; only a contiguous prefix settles.
 *
 * <p>A batch of which every record was refused is stuck: it waits in silence and takes no place,
 * while the others, or the next one as a probe, are sent. Only when the destination takes something
 * that was sent after that is it clear that the fault lies in the batch's records, and not in the
 * destination or in us. Where more are stuck than the concurrency allows, it is not the records.
 *
 * <p>Owned by the lane's thread.
 */
final class Window {
  private final List<Delivery> deliveries = new ArrayList<>();

  Delivery add(StoredBatch batch) {
    Delivery delivery = new Delivery(batch);
    deliveries.add(delivery);
    return delivery;
  }

  boolean isEmpty() {
    return deliveries.isEmpty();
  }

  /** The oldest. */
  Delivery head() {
    return deliveries.get(0);
  }

  /** The one taken last. */
  Delivery newest() {
    return deliveries.get(deliveries.size() - 1);
  }

  /** Takes the head out. */
  Delivery removeHead() {
    return deliveries.remove(0);
  }

  /** How many batches take a place. */
  int places() {
    return count(false);
  }

  /** How many are stuck. */
  int stuck() {
    return count(true);
  }

  /** How many are in flight. */
  int inFlight() {
    int flying = 0;
    for (Delivery delivery : deliveries) {
      flying += delivery.inFlight() ? 1 : 0;
    }
    return flying;
  }

  /** The sequences that cannot be given up: they are in flight, or through and not settled. */
  Set<Long> kept() {
    Set<Long> kept = new HashSet<>();
    for (Delivery delivery : deliveries) {
      if (!delivery.droppable() && !delivery.givenUp()) {
        kept.add(delivery.batch().sequence());
      }
    }
    return kept;
  }

  /** The oldest of which something can be sent now; null = none. */
  @Nullable Delivery sendable() {
    for (Delivery delivery : deliveries) {
      if (!delivery.done() && !delivery.inFlight() && !delivery.stuck()) {
        return delivery;
      }
    }
    return null;
  }

  /** The oldest that can be given up; null = none. */
  @Nullable Delivery droppable() {
    for (Delivery delivery : deliveries) {
      if (delivery.droppable()) {
        return delivery;
      }
    }
    return null;
  }

  /** The destination took something of {@code taken} by send {@code number}. */
  void noteAccepted(Delivery taken, long number) {
    for (Delivery delivery : deliveries) {
      if (delivery != taken) {
        delivery.othersAccepted(number);
      }
    }
  }

  /** What is stuck starts again. */
  void restartStuck() {
    for (Delivery delivery : deliveries) {
      if (delivery.stuck()) {
        delivery.restart();
      }
    }
  }

  private int count(boolean stuck) {
    int count = 0;
    for (Delivery delivery : deliveries) {
      count += delivery.stuck() == stuck ? 1 : 0;
    }
    return count;
  }
}
