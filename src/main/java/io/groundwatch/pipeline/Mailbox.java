package io.groundwatch.pipeline;

import io.groundwatch.model.Batch;
import io.groundwatch.model.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
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
  private final Queue<Waiting> batches = new ConcurrentLinkedQueue<>();
  private final Semaphore places = new Semaphore(CAPACITY);
  private final List<Runnable> wakers = new CopyOnWriteArrayList<>();
  private volatile boolean refusedSome;

  /**
   * A batch on its way.
   *
   * @param receipts told when it is on disk, or never will be
   * @param placed whether it has one of the places; a last one needs none
   */
  record Waiting(Batch batch, List<Receipt> receipts, boolean placed) {}

  Mailbox(MemoryBudget.Share memory) {
    this.memory = memory;
  }

  boolean offer(Batch batch, List<Receipt> receipts) {
    if (put(batch, receipts)) {
      return true;
    }
    refusedSome = true;
    // Room that came before the flag was up would wake nobody.
    return put(batch, receipts);
  }

  private boolean put(Batch batch, List<Receipt> receipts) {
    long bytes = batch.memoryBytes();
    if (batches.isEmpty()) {
      memory.reserve(bytes);
    } else if (!memory.tryReserve(bytes)) {
      return false;
    }
    if (!places.tryAcquire()) {
      memory.release(bytes);
      return false;
    }
    batches.add(new Waiting(batch, receipts, true));
    return true;
  }

  /**
   * Takes a producer's last batches: at most two more a producer. Who takes its place comes after
   * them.
   */
  void offerLast(Batch batch, List<Receipt> receipts) {
    memory.reserve(batch.memoryBytes());
    batches.add(new Waiting(batch, receipts, false));
  }

  boolean hasRoom() {
    boolean room = places.availablePermits() > 0;
    if (!room) {
      refusedSome = true;
    }
    return room;
  }

  /** The next batch, or null. Its bytes stay reserved until {@link #release}. */
  @Nullable Waiting take() {
    Waiting next = batches.poll();
    if (next == null) {
      return null;
    }
    if (next.placed()) {
      places.release();
    }
    return next;
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
    return batches.isEmpty();
  }

  /** Adds a producer to wake when there is room again. */
  void addWaker(Runnable waker) {
    wakers.add(waker);
  }

  /** Wakes a producer no more. */
  void removeWaker(Runnable waker) {
    wakers.remove(waker);
  }

  /** The positions of what waits here. */
  List<Position> positions() {
    List<Position> positions = new ArrayList<>();
    batches.forEach(waiting -> positions.addAll(waiting.batch().positions()));
    return positions;
  }
}
