package io.groundwatch.pipeline;

/**
 * One lane's turn under its destination's {@link RateLimit}. A turn that was taken is kept until
 * something is sent in it, also over a wait for the destination. Owned by the lane's thread.
 */
final class Pace {
  private final RateLimit limit;
  private long reserved;
  private long turnNanos;

  Pace(RateLimit limit) {
    this.limit = limit;
  }

  /** Whether {@code bytes} may be sent now; takes a turn for them where there is none yet. */
  boolean allows(long bytes, long nowNanos) {
    if (bytes > reserved) {
      turnNanos = limit.reserve(bytes - reserved, nowNanos);
      reserved = bytes;
    }
    return nowNanos - turnNanos >= 0;
  }

  /** The turn was used. */
  void used() {
    reserved = 0;
  }

  /** How long until the turn that was taken, in nanoseconds; 0 or less = now, or none was taken. */
  long restNanos(long nowNanos) {
    return reserved == 0 ? 0 : turnNanos - nowNanos;
  }
}
