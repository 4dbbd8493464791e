package io.groundwatch.pipeline;

import io.groundwatch.model.Batch;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The batches on their way into a lane: bounded in number and, shared with all other lanes, in
 * bytes; a lane with nothing waiting is always sure of one. Producers offer from any thread, the
 * lane takes.
 */
final class Mailbox {
  /** Enough that the reader fills one while the lane stores another. */
  private static final int CAPACITY = 4;

  private final MemoryBudget.Share memory;
  private final Queue<Batch> batches = new ArrayBlockingQueue<>(CAPACITY);
  private final Queue<Batch> last = new ConcurrentLinkedQueue<>();
  private final List<Runnable> wakers = new CopyOnWriteArrayList<>();
  private volatile boolean refusedSome;

  Mailbox(MemoryBudget.Share memory) {
    this.memory = memory;
  }

  boolean offer(Batch batch) {
    if (put(batch)) {
      return true;
    }
    refusedSome = true;
    // Room that came before the flag was up would wake nobody.
    return put(batch);
  }

  private boolean put(Batch batch) {
    long bytes = batch.memoryBytes();
    if (batches.isEmpty()) {
      memory.reserve(bytes);
    } else if (!memory.tryReserve(bytes)) {
      return false;
    }
    if (!batches.offer(batch)) {
      memory.release(bytes);
      return false;
    }
    return true;
  }

  /** Takes a producer's last batch: at most one more a producer, and none after it. */
  void offerLast(Batch batch) {
    memory.reserve(batch.memoryBytes());
    last.add(batch);
  }

  boolean hasRoom() {
    boolean room = batches.size() < CAPACITY;
    if (!room) {
      refusedSome = true;
    }
    return room;
  }

  /** The next batch, or null. Its bytes stay reserved until {@link #release}. */
  @Nullable Batch take() {
    Batch batch = batches.poll();
    return batch != null ? batch : last.poll();
  }

  /** The lane has stored a batch that it took: its bytes are free, and who was refused is woken. */
  void release(Batch batch) {
    memory.release(batch.memoryBytes());
    if (refusedSome) {
      refusedSome = false;
      wakers.forEach(Runnable::run);
    }
  }

  boolean isEmpty() {
    return batches.isEmpty() && last.isEmpty();
  }

  /** Adds a producer to wake when there is room again. */
  void addWaker(Runnable waker) {
    wakers.add(waker);
  }
}
