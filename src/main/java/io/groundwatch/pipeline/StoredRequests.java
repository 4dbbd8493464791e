package io.groundwatch.pipeline;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The requests whose records an input has handed over, and whose senders wait until they are on
 * disk. What comes while the disk is at work goes into one batch, so that each wait for it serves
 * as many senders as there are. The input's thread, but for what lanes tell.
 */
final class StoredRequests {
  private final AtomicInteger open = new AtomicInteger();
  private final Semaphore ends = new Semaphore(0);
  private volatile Runnable waker = () -> {};
  private int sinceFlush;

  /** Since the last time that none was open. */
  private int begun;

  private int ended;

  /** Sets what wakes the input when a request is on disk. */
  void wakeWith(Runnable wake) {
    waker = wake;
  }

  /** A receipt for a request, whose records come next. */
  Receipt begin() {
    ended += ends.drainPermits();
    if (begun == ended) {
      begun = 0;
      ended = 0;
    }
    begun++;
    open.incrementAndGet();
    sinceFlush++;
    return new Receipt();
  }

  /**
   * All of a request was handed to batchers.
   *
   * @param done told whether it is on disk, by a lane's thread
   */
  void handedOver(Receipt receipt, Consumer<Boolean> done) {
    receipt.handedOver(
        stored -> {
          done.accept(stored);
          open.decrementAndGet();
          ends.release();
          waker.run();
        });
  }

  /** Whether what was gathered is to be handed over now: nothing before it is on its way. */
  boolean isDue() {
    return sinceFlush > 0 && open.get() <= sinceFlush;
  }

  /** What was gathered is handed over. */
  void flushed() {
    sinceFlush = 0;
  }

  /**
   * Waits for those that are handed over: the input ends, and lanes still work.
   *
   * @param atMostNanos how long
   */
  void await(long atMostNanos) {
    try {
      int open = begun - ended - ends.drainPermits();
      boolean all = ends.tryAcquire(Math.max(0, open), atMostNanos, TimeUnit.NANOSECONDS);
      ended = all ? begun : ended; // else they are answered by whoever ends last
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
