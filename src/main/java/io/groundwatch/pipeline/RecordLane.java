package io.groundwatch.pipeline;

import io.groundwatch.model.LogOrigin;
import io.groundwatch.runtime.TimeSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One lane that an input hands records to which senders sent, and which cannot be read again. One
 * that takes nothing, since its disk is full, holds the input up for {@value #PATIENCE_SECONDS}
 * seconds, and loses its own lines then. Owned by the input's thread.
 */
public final class RecordLane {
  private static final long PATIENCE_SECONDS = 10;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);

  private final LogBatcher batcher;
  private final DropCount dropped;
  private final TimeSource time;
  private boolean ready = true;
  private long blockedNanos;

  /**
   * Fills batches for one lane.
   *
   * @param dropped counts what it had no room for
   */
  public RecordLane(LogBatcher batcher, DropCount dropped, TimeSource time) {
    this.batcher = batcher;
    this.dropped = dropped;
    this.time = time;
  }

  /** Whether a record of so many bytes need not wait for this lane. */
  boolean mayGoOn(int length) {
    boolean was = ready;
    if (!hasRoom(length) && was) {
      blockedNanos = time.nanos();
    }
    return ready || time.nanos() - blockedNanos >= PATIENCE_NANOS;
  }

  /**
   * Takes a record after {@link #mayGoOn}, copied.
   *
   * @param last whether room or not: the input ends
   */
  void append(
      LogOrigin origin,
      long timeNanos,
      byte[] bytes,
      int offset,
      int length,
      Map<String, String> attributes,
      boolean last) {
    if (!ready && !last) {
      dropped.add(1, length);
      return;
    }
    batcher.append(origin, timeNanos, bytes, offset, length);
    if (!attributes.isEmpty()) {
      batcher.attributes(attributes);
    }
  }

  /** Whether a record of so many bytes finds room now, which its sender waits for. */
  boolean hasRoom(int length) {
    ready = batcher.ready() && (batcher.fits(length) || (batcher.ready() && batcher.fits(length)));
    return ready;
  }

  /** The batcher, for what waits for room and is never dropped. */
  LogBatcher batcher() {
    return batcher;
  }

  /** Closes the batch if it is due, and offers it. */
  void flushIfDue() {
    batcher.flushIfDue();
  }

  /** How long until {@link #flushIfDue} has something to do, in nanoseconds. */
  long dueInNanos() {
    return batcher.dueInNanos();
  }

  /** Hands over everything, room or not: the input ends. */
  void finish() {
    batcher.finish();
  }
}
