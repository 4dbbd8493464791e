package io.groundwatch.pipeline;

import io.groundwatch.model.Batch;
import io.groundwatch.model.StoredBatch;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lane's view of its buffer: what was taken from it, what waits, and the batch that was stored
 * last, still in memory where it is the next to send, so that a lane that keeps up never reads its
 * disk. Owned by the lane's thread.
 */
final class LaneQueue {
  private final Buffer buffer;
  private long taken;
  private long waiting;
  private @Nullable StoredBatch fresh;

  LaneQueue(Buffer buffer, long settledSequence) {
    this.buffer = buffer;
    this.taken = settledSequence;
    this.waiting = buffer.batches();
  }

  /** Stores a batch; false where the buffer is full. */
  boolean store(Batch batch) throws IOException {
    Optional<StoredBatch> stored = buffer.store(batch);
    if (stored.isEmpty()) {
      return false;
    }
    if (waiting == 0) {
      fresh = stored.get();
    }
    waiting++;
    return true;
  }

  /** Takes the next batch out of those that wait. */
  Optional<StoredBatch> take() throws IOException {
    if (waiting == 0) {
      return Optional.empty();
    }
    Optional<StoredBatch> next = fresh != null ? Optional.of(fresh) : buffer.after(taken);
    fresh = null;
    if (next.isPresent()) {
      taken = next.get().sequence();
      waiting--;
    } else {
      waiting = 0;
    }
    return next;
  }

  /** Puts back the last {@code batches} taken: {@code sequence} is the last that stays taken. */
  void putBack(long sequence, int batches) {
    taken = sequence;
    waiting += batches;
    fresh = null;
  }

  /** Gives up everything up to {@code sequence}. */
  void settled(long sequence) throws IOException {
    buffer.settled(sequence);
  }

  /** How many batches are stored and not taken. */
  long waiting() {
    return waiting;
  }

  /** How many batches are stored and not settled. */
  long batches() {
    return buffer.batches();
  }

  /** Bytes on disk. */
  long bytes() {
    return buffer.bytes();
  }
}
