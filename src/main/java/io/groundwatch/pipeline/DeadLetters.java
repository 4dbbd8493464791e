package io.groundwatch.pipeline;

import io.groundwatch.model.Batch;
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

  /** What is kept, by name, oldest first; a name stands for the refused records of one batch. */
  List<String> names() throws IOException;

  /**
   * Gives the records kept under {@code name} to {@code store}, as batches. The same records make
   * the same batches, with the same ids. They stay kept until they are removed.
   *
   * @param createdNanos of the batches, in nanoseconds since the epoch
   * @return false where the store refused a batch; nothing is given to it after that
   * @throws IOException where they cannot be read, or are not what was kept; none is given then
   */
  boolean putBack(String name, long createdNanos, Store store) throws IOException;

  /** Removes what is kept under {@code name}. Returns how many records that was. */
  long remove(String name) throws IOException;

  /** Where records that are put back go. */
  @FunctionalInterface
  interface Store {
    /** Stores a batch, durably when it returns true; false where there is no room. */
    boolean store(Batch batch) throws IOException;
  }

  /** Where they are kept, for the log. */
  String place();
}
