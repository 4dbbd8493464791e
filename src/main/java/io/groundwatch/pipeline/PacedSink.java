package io.groundwatch.pipeline;

import io.groundwatch.model.MetricSample;
import io.groundwatch.runtime.TimeSource;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Takes many samples in one go, more than lanes have room for, and hands them on as they get room.
 * For {@value #PATIENCE_SECONDS} seconds it waits for every lane; then for any, so that one whose
 * disk refuses does not hold up the others, and drops its own. Owned by the input's thread.
 */
public final class PacedSink implements MetricSink {
  private static final long PATIENCE_SECONDS = 10;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);

  private final MetricSink out;
  private final LaneRoom room;
  private final TimeSource time;
  private final Queue<MetricSample> waiting = new ArrayDeque<>();
  private long sinceNanos;

  /** Hands on to {@code out}, which ends in lanes that tell of their {@code room}. */
  public PacedSink(MetricSink out, LaneRoom room, TimeSource time) {
    this.out = out;
    this.room = room;
    this.time = time;
  }

  @Override
  public void accept(MetricSample sample) {
    if (waiting.isEmpty()) {
      sinceNanos = time.nanos();
    }
    waiting.add(sample);
  }

  /** Hands on what there is room for. */
  public void work() {
    while (!waiting.isEmpty() && mayHandOn()) {
      out.accept(waiting.remove());
    }
  }

  /** Whether all was handed on. */
  public boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Hands on everything, room or not: more comes, or the input ends. */
  public void handOnAll() {
    while (!waiting.isEmpty()) {
      out.accept(waiting.remove());
    }
  }

  /** How long until {@link #work} may have something to do, in nanoseconds, unless a lane wakes. */
  public long restNanos() {
    if (waiting.isEmpty()) {
      return Long.MAX_VALUE;
    }
    return mayHandOn() ? 0 : Math.max(0, sinceNanos + PATIENCE_NANOS - time.nanos());
  }

  private boolean mayHandOn() {
    return room.everywhere() || (time.nanos() - sinceNanos >= PATIENCE_NANOS && room.somewhere());
  }
}
