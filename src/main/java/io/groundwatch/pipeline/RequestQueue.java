package io.groundwatch.pipeline;

import io.groundwatch.runtime.TimeSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one kind: taken in turn, and answered when they are on disk. While lanes take
 * nothing, the first waits a little, and those after it are asked to come again at once. As long as
 * there are connections, since each has one request. The input's thread, but for {@link #add} and
 * answers.
 *
 * @param <R> a request whose sender waits for an answer
 */
public final class RequestQueue<R> {
  /** So long lanes may take nothing before senders are asked to come again. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** A lane that takes nothing wakes its inputs; it is asked this often all the same. */
  private static final long BLOCKED_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final RequestTaker<R> taker;
  private final TimeSource time;
  private final LongAdder begun;
  private final StoredRequests stored = new StoredRequests();
  private final Queue<R> waiting = new ConcurrentLinkedQueue<>();
  private @Nullable Receipt current;
  private boolean blocked;
  private long blockedNanos;
  private boolean ending;

  /**
   * Of no requests so far.
   *
   * @param begun counts those that come to their turn
   */
  public RequestQueue(RequestTaker<R> taker, TimeSource time, LongAdder begun) {
    this.taker = taker;
    this.time = time;
    this.begun = begun;
  }

  /** Sets what wakes the input when a request is on disk. */
  public void wakeWith(Runnable wake) {
    stored.wakeWith(wake);
  }

  /** Takes a request in. Any thread. */
  public void add(R request) {
    waiting.add(request);
  }

  /** Takes requests while lanes have room. Returns how many. */
  public int work() {
    int done = 0;
    while (mayGoOn() && goOn()) {
      done++;
    }
    if (stored.isDue() && current == null) {
      taker.lanes().flush();
      stored.flushed();
    }
    taker.lanes().flushIfDue();
    return done;
  }

  /** Whether there is something to take, and room for it. */
  private boolean mayGoOn() {
    if (current == null && waiting.isEmpty()) {
      return false;
    }
    if (ending || current != null || taker.lanes().lanesHaveRoom()) {
      blocked = false;
      return true;
    }
    if (!blocked) {
      blocked = true;
      blockedNanos = time.nanos();
    } else if (time.nanos() - blockedNanos >= PATIENCE_NANOS) {
      for (R next = waiting.poll(); next != null; next = waiting.poll()) {
        taker.askToComeAgain(next);
      }
    }
    return false;
  }

  /** Goes on with a request, or begins one. Returns false where the rest of it waits for room. */
  private boolean goOn() {
    if (current == null) {
      begun.increment();
      if (!taker.begin(waiting.remove())) {
        return true;
      }
      current = stored.begin();
      taker.lanes().owe(current);
    }
    Receipt receipt = current;
    blocked = !taker.take();
    if (!blocked) {
      current = null;
      taker.lanes().owe(null);
      stored.handedOver(receipt, taker.answer());
    }
    return !blocked;
  }

  /** How long until {@link #work} has something to do, in nanoseconds. */
  public long restNanos() {
    if (current != null || !waiting.isEmpty()) {
      return blocked ? BLOCKED_NANOS : 0;
    }
    return taker.lanes().dueInNanos();
  }

  /**
   * Takes and hands over all that waits, room or not, and waits until it is on disk: the input
   * ends, and lanes still work.
   */
  public void finish(long atMostNanos) {
    ending = true;
    taker.lanes().ending();
    work();
    taker.lanes().finish();
    stored.await(atMostNanos);
  }
}
