package io.groundwatch.pipeline;

import io.groundwatch.model.StoredBatch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The batches under delivery, in their order: normally one. When every record of the first was
 * refused, the next one is sent as a probe: only when the destination takes something of that is it
 * clear that the fault lies in the first one's records, and not in the destination or in us. Owned
 * by the lane's thread.
 */
final class Window {
  private final List<Delivery> deliveries = new ArrayList<>();
  private boolean trusted;

  void add(StoredBatch batch) {
    deliveries.add(new Delivery(batch));
  }

  boolean isEmpty() {
    return deliveries.isEmpty();
  }

  /** How many batches are in it. */
  int size() {
    return deliveries.size();
  }

  /** The oldest. */
  Delivery head() {
    return deliveries.get(0);
  }

  /**
   * The one to send from now: the probe until it is through, then the head; null = all are through.
   */
  @Nullable Delivery current() {
    Delivery newest = deliveries.get(deliveries.size() - 1);
    if (!newest.done()) {
      return newest;
    }
    return deliveries.stream().filter(d -> !d.done()).findFirst().orElse(null);
  }

  /** The destination took something of a probe: what it refuses is the records' own fault. */
  void noteAccepted(Delivery delivery) {
    if (delivery != head()) {
      trusted = true;
    }
  }

  /** Whether {@code delivery} gets nowhere, and the records cannot be blamed for it. */
  boolean stuck(Delivery delivery) {
    return !trusted && delivery.hopeless();
  }

  /** Takes the head out. */
  Delivery removeHead() {
    trusted = trusted && deliveries.size() > 1;
    return deliveries.remove(0);
  }

  /** Starts again with the head alone. Returns how many others were put out. */
  int rewind() {
    StoredBatch batch = head().batch();
    int others = deliveries.size() - 1;
    deliveries.clear();
    trusted = false;
    add(batch);
    return others;
  }
}
