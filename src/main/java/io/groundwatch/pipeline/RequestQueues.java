package io.groundwatch.pipeline;

import io.groundwatch.runtime.TimeSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The {@link RequestQueue}s of an input, by kind of request. Filled before the input works; then
 * {@link #of} and {@link #kinds} are for any thread, and the rest is the input's thread's.
 *
 * @param <K> kinds
 * @param <R> a request whose sender waits for an answer
 */
public final class RequestQueues<K, R> {
  /** Each may take as long to end. */
  private static final long STOP_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final TimeSource time;
  private final Map<K, RequestQueue<R>> queues = new LinkedHashMap<>();

  /** Of no kind so far. */
  public RequestQueues(TimeSource time) {
    this.time = time;
  }

  /**
   * Has a kind of request taken.
   *
   * @param begun counts those that come to their turn
   */
  public void put(K kind, RequestTaker<R> taker, LongAdder begun) {
    queues.put(kind, new RequestQueue<>(taker, time, begun));
  }

  /** Where requests of a kind go; null where they are not taken. */
  public @Nullable RequestQueue<R> of(K kind) {
    return queues.get(kind);
  }

  /** What is taken, in the order in which it was put here. */
  public Set<K> kinds() {
    return queues.keySet();
  }

  /** Sets what wakes the input when a request is on disk. */
  public void wakeWith(Runnable wake) {
    queues.values().forEach(queue -> queue.wakeWith(wake));
  }

  /** Takes requests while lanes have room. Returns how many. */
  public int work() {
    int done = 0;
    for (RequestQueue<R> queue : queues.values()) {
      done += queue.work();
    }
    return done;
  }

  /** How long until {@link #work} has something to do, in nanoseconds. */
  public long restNanos() {
    long rest = Long.MAX_VALUE;
    for (RequestQueue<R> queue : queues.values()) {
      rest = Math.min(rest, queue.restNanos());
    }
    return rest;
  }

  /**
   * Takes and hands over all that waits, room or not, and waits a little until it is on disk: the
   * input ends, and lanes still work.
   */
  public void finish(long deadlineNanos) {
    for (RequestQueue<R> queue : queues.values()) {
      queue.finish(Math.min(STOP_NANOS, deadlineNanos - time.nanos()));
    }
  }
}
