package io.groundwatch.input.file;

import java.util.concurrent.TimeUnit;

/**
 * Where a tail was a second or two ago. A file that is copied and then cut may have been read
 * further than its copy reaches: the copy is known by this place then. Owned by the file input's
 * thread.
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

  Place earlier() {
    return earlier;
  }
}
