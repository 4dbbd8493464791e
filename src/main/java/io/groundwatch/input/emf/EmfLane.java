package io.groundwatch.input.emf;

import io.groundwatch.model.LogOrigin;
import io.groundwatch.pipeline.DropCount;
import io.groundwatch.pipeline.LogBatcher;
import io.groundwatch.runtime.TimeSource;
import java.util.concurrent.TimeUnit;

/**
 * One lane that records go to as log lines. One that takes nothing, since its disk is full, holds
 * the input up for {@value #PATIENCE_SECONDS} seconds, and loses its own lines then. One thread.
 */
final class EmfLane {
  private static final long PATIENCE_SECONDS = 10;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);

  private final LogBatcher batcher;
  private final DropCount dropped;
  private final TimeSource time;
  private boolean ready = true;
  private long blockedNanos;

  EmfLane(LogBatcher batcher, DropCount dropped, TimeSource time) {
    this.batcher = batcher;
    this.dropped = dropped;
    this.time = time;
  }

  /** Whether a line of so many bytes need not wait for this lane. */
  boolean mayGoOn(int length) {
    boolean was = ready;
    ready = batcher.ready() && (batcher.fits(length) || (batcher.ready() && batcher.fits(length)));
    if (was && !ready) {
      blockedNanos = time.nanos();
    }
    return ready || time.nanos() - blockedNanos >= PATIENCE_NANOS;
  }

  /** Takes a line after {@link #mayGoOn}. */
  void append(LogOrigin origin, long timeNanos, byte[] bytes, int offset, int length) {
    if (ready) {
      batcher.append(origin, timeNanos, bytes, offset, length);
    } else {
      dropped.add(1, length);
    }
  }

  /** Takes a line whether there is room or not: the input ends. */
  void appendLast(LogOrigin origin, long timeNanos, byte[] bytes, int offset, int length) {
    batcher.append(origin, timeNanos, bytes, offset, length);
  }

  void flushIfDue() {
    batcher.flushIfDue();
  }

  long dueInNanos() {
    return batcher.dueInNanos();
  }

  void finish() {
    batcher.finish();
  }
}
