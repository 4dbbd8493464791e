package io.groundwatch.input.file;

import io.groundwatch.runtime.TimeSource;

/**
 * Whether a file is still found: by its entry, or by any name at all. Owned by the file input's
 * thread.
 */
final class Presence {
  private final TimeSource time;
  private long round;
  private long namelessNanos;
  private boolean vanished;
  private boolean nameless;

  Presence(TimeSource time) {
    this.time = time;
  }

  /** Sweep or look {@code number} found it. */
  void seen(long number) {
    round = number;
    vanished = false;
    nameless = false;
  }

  /** Whether sweep or look {@code number} has found it, by one of its names. */
  boolean seenIn(long number) {
    return round == number;
  }

  /** The entry finds it no more. Returns whether that is news. */
  boolean vanish() {
    boolean news = !vanished;
    vanished = true;
    return news;
  }

  /** Whether the entry finds it no more: it is only read to its end. */
  boolean vanished() {
    return vanished;
  }

  /** It has a name, which no entry asks for. */
  void moved() {
    nameless = false;
  }

  /** It has no name where it was: it is gone but for an open handle. */
  void loseName() {
    if (!nameless) {
      nameless = true;
      namelessNanos = time.nanos();
    }
  }

  /** Whether it has no name at all, as far as is known. */
  boolean nameless() {
    return nameless;
  }

  /** For how long it has had none, in nanoseconds. */
  long ageWithoutNameNanos() {
    return time.nanos() - namelessNanos;
  }
}
