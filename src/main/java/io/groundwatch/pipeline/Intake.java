package io.groundwatch.pipeline;

import io.groundwatch.model.Batch;

/** A port: where batchers hand over what they closed. A {@link Lane} in the agent. */
public interface Intake {
  /**
   * Takes a batch, without waiting. Any thread.
   *
   * @return false = not now: the producer keeps it, stops reading, and is woken when there is room
   */
  boolean offer(Batch batch);

  /**
   * Takes a producer's last batch, room or not: it is all that the producer still has in memory.
   */
  void offerLast(Batch batch);

  /** Whether an {@link #offer} would be taken now; another producer may be faster. Any thread. */
  boolean hasRoom();

  /** How large a batch would serve it now. Any thread. */
  BatchSize batchSize();

  /** Tells how far what was offered is settled. Any thread. */
  SettledOffsets settledOffsets();
}
