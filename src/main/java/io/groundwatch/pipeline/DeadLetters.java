package io.groundwatch.pipeline;

import io.groundwatch.model.StoredBatch;
import java.io.IOException;
import java.util.List;

/** A port: where records go that a destination will never take. Owned by the lane's thread. */
public interface DeadLetters {
  /**
   * A record that was refused.
   *
   * @param index of the record in its batch
   * @param reason the destination's words
   */
  record Refusal(int index, String reason) {}

  /**
   * Keeps the refused records of {@code batch} with their reasons. When it returns true, they
   * survive a power cut; keeping the same ones again changes nothing.
   *
   * @return false where there is no more room
   * @throws IOException where the disk refuses; it may be tried again
   */
  boolean keep(StoredBatch batch, List<Refusal> refusals) throws IOException;

  /** Where they are kept, for the log. */
  String place();
}
