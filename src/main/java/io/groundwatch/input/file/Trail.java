package io.groundwatch.input.file;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Two places where a tail was: before its last steps, and a second or more before that. A file that
 * is copied and then cut may have been read further than its copy reaches: the copy is known by one
 * of these places then. Owned by the file input's thread.
 */
final class Trail {
  private static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(1);

  private Place earlier;
  private Place recent;
  private long recentNanos;

  Trail(Place start, long nowNanos) {
    this.earlier = start;
    this.recent = start;
    this.recentNanos = nowNanos;
  }

  /** Notes where the tail is before it moves on. */
  void note(Place place, long nowNanos) {
    if (nowNanos - recentNanos >= STEP_NANOS) {
      earlier = recent;
      recent = place;
      recentNanos = nowNanos;
    }
  }

  /** The places, the later one first. */
  List<Place> places() {
    return List.of(recent, earlier);
  }
}
