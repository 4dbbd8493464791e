package io.groundwatch.pipeline;

import io.groundwatch.model.Batch;
import io.groundwatch.model.StoredBatch;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The lane's view of its buffer: what was taken from it, what waits, and the batch that is next,
 * where it is in memory: a batch that is stored while none waits stays there, so that a lane that
 * keeps up never reads its disk. What is in memory counts in the lane's share of it. Owned by the
 * lane's thread.
 */
final class LaneQueue {
  private final Buffer buffer;
  private final MemoryBudget.Share memory;
  private long taken;
  private long waiting;
  private long stored;
  private @Nullable StoredBatch next;

  LaneQueue(Buffer buffer, long settledSequence, MemoryBudget.Share memory) {
    this.buffer = buffer;
    this.memory = memory;
    this.taken = settledSequence;
    this.waiting = buffer.batches();
  }

  /** Stores a batch. Returns its sequence; empty where the buffer is full. */
  Optional<Long> store(Batch batch) throws IOException {
    Optional<StoredBatch> fresh = buffer.store(batch);
    if (fresh.isEmpty()) {
      return Optional.empty();
    }
    if (waiting == 0) {
      keep(fresh.get());
    }
    waiting++;
    stored++;
    return Optional.of(fresh.get().sequence());
  }

  /** The next batch of those that wait, which goes on waiting. */
  Optional<StoredBatch> peek() throws IOException {
    if (next == null && waiting > 0) {
      Optional<StoredBatch> read = buffer.after(taken);
      read.ifPresent(this::keep);
      if (read.isEmpty()) {
        waiting = 0;
      }
    }
    return Optional.ofNullable(next);
  }

  /** Takes the next batch; its memory is reserved until {@link #letGo}. */
  Optional<StoredBatch> take() throws IOException {
    Optional<StoredBatch> batch = peek();
    if (batch.isPresent()) {
      taken = batch.get().sequence();
      waiting--;
      next = null;
    }
    return batch;
  }

  /** A batch that was taken is in memory no more. */
  void letGo(StoredBatch batch) {
    memory.release(batch.payload().length);
  }

  /** Gives up everything up to {@code sequence}. */
  void settled(long sequence) throws IOException {
    buffer.settled(sequence);
  }

  /** Gives up one batch that was taken, though earlier ones are not settled. */
  void dropped(StoredBatch batch) throws IOException {
    buffer.dropped(batch.sequence());
  }

  /** Whether dropping everything but {@code kept} makes room in the buffer. */
  boolean freeable(Set<Long> kept) {
    return buffer.freeable(kept);
  }

  /** How many batches were stored since the lane was opened. */
  long stored() {
    return stored;
  }

  /** How many batches are stored and not taken. */
  long waiting() {
    return waiting;
  }

  /** How many batches are stored and neither settled nor dropped. */
  long batches() {
    return buffer.batches();
  }

  /** Bytes on disk. */
  long bytes() {
    return buffer.bytes();
  }

  private void keep(StoredBatch batch) {
    memory.reserve(batch.payload().length);
    next = batch;
  }
}
