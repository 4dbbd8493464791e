package io.groundwatch.processor;

import io.groundwatch.runtime.TimeSource;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Counts what comes in spells, and says it: once when a spell is over, and in a long one every so
 * often. Owned by one thread.
 */
final class Spell {
  /** Says what a spell came to. */
  @FunctionalInterface
  interface Saying {
    /**
     * Says it.
     *
     * @param seconds it took; 1 at least
     */
    void say(long count, long seconds);
  }

  /** A spell is over when nothing came for so long. */
  static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final TimeSource time;
  private final long againNanos;
  private final Saying saying;
  private long count;
  private long firstNanos;
  private long lastNanos;
  private long notBeforeNanos;

  /** Says something at most once in {@code again}. */
  Spell(TimeSource time, Duration again, Saying saying) {
    this.time = time;
    this.againNanos = again.toNanos();
    this.saying = saying;
    this.notBeforeNanos = time.nanos();
  }

  /** It came once more. */
  void add() {
    lastNanos = time.nanos();
    firstNanos = count == 0 ? lastNanos : firstNanos;
    count++;
  }

  /** Says what is to be said now. */
  void idle() {
    if (count > 0) {
      long now = time.nanos();
      boolean over = now - lastNanos >= QUIET_NANOS || now - firstNanos >= againNanos;
      if (over && now - notBeforeNanos >= 0) {
        say();
        notBeforeNanos = now + againNanos;
      }
    }
  }

  /** Says what has not been said. */
  void finish() {
    if (count > 0) {
      say();
    }
  }

  private void say() {
    saying.say(count, Math.max(1, TimeUnit.NANOSECONDS.toSeconds(lastNanos - firstNanos)));
    count = 0;
  }
}
