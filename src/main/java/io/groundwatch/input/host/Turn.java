package io.groundwatch.input.host;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * When a collector is due, and whether it is at work: what goes with it from one configuration to
 * the next. The thread {@code host} has it due; any may ask whether it is at work.
 */
final class Turn {
  private final AtomicInteger underWay = new AtomicInteger();
  private boolean given;
  private long dueNanos;

  /** When it is due: a collector that is new, at {@code now}. */
  long dueNanos(long now) {
    if (!given) {
      dueAt(now);
    }
    return dueNanos;
  }

  void dueAt(long nanos) {
    given = true;
    dueNanos = nanos;
  }

  /** It was given work that it does beside. */
  void begin() {
    underWay.incrementAndGet();
  }

  /** It has done it. */
  void end() {
    underWay.decrementAndGet();
  }

  boolean atWork() {
    return underWay.get() > 0;
  }
}
