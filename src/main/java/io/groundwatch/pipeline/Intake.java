package io.groundwatch.pipeline;

import io.groundwatch.model.Batch;
import java.util.List;

/** A port: where batchers hand over what they closed. A {@link Lane} in the agent. */
public interface Intake {
  /**
   * Takes a batch, without waiting. Any thread.
   *
   * @return false = not now: the producer keeps it, stops reading, and is woken when there is room
   */
  default boolean offer(Batch batch) {
    return offer(batch, List.of());
  }

  /**
   * Takes a batch, as above.
   *
   * @param receipts told when it is on disk, or never will be
   */
  boolean offer(Batch batch, List<Receipt> receipts);

  /**
   * Takes a producer's last batch, room or not: it is all that the producer still has in memory.
   */
  default void offerLast(Batch batch) {
    offerLast(batch, List.of());
  }

  /**
   * Takes a producer's last batch, as above.
   *
   * @param receipts told when it is on disk, or never will be
   */
  void offerLast(Batch batch, List<Receipt> receipts);

  /** Whether an {@link #offer} would be taken now; another producer may be faster. Any thread. */
  boolean hasRoom();

  /** How large a batch would serve it now. Any thread. */
  BatchSize batchSize();

  /** Tells how far what was offered is settled. Any thread. */
  SettledOffsets settledOffsets();
}
