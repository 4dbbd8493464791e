package io.groundwatch.input.file;

import io.groundwatch.input.file.FileTail.Quiet;
import io.groundwatch.runtime.TimeSource;
import java.time.Duration;

/** Watches a file's size for how long it has not changed. Owned by the file input's thread. */
final class Growth {
  private final TimeSource time;
  private final long whileNanos;
  private final long longNanos;
  private long size;
  private long changedNanos;

  /**
   * Watches a file that was seen now.
   *
   * @param aWhile after so long without growth, what ends with a line end is an event
   * @param partial after so long, so is a line without its end
   */
  Growth(Duration aWhile, Duration partial, TimeSource time) {
    this.time = time;
    this.whileNanos = aWhile.toNanos();
    this.longNanos = partial.toNanos();
    this.changedNanos = time.nanos();
  }

  /** Notes the size now, and says for how long it has been so. */
  Quiet quiet(long sizeNow) {
    long now = time.nanos();
    if (sizeNow != size) {
      size = sizeNow;
      changedNanos = now;
    }
    long quietNanos = now - changedNanos;
    if (quietNanos >= longNanos) {
      return Quiet.LONG;
    }
    return quietNanos >= whileNanos ? Quiet.A_WHILE : Quiet.NOT;
  }

  /** The size that was noted last. */
  long size() {
    return size;
  }

  /** Whether it changed within {@code nanos} before it was quiet for long. */
  boolean within(long nanos) {
    return time.nanos() - changedNanos < longNanos + nanos;
  }
}
