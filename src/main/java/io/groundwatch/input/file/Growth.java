package io.groundwatch.input.file;

import io.groundwatch.input.file.FileTail.Quiet;
import io.groundwatch.runtime.TimeSource;
import java.util.concurrent.TimeUnit;

/** Watches a file's size for how long it has not changed. Owned by the file input's thread. */
final class Growth {
  /** After so long without growth, what ends with a line end is an event. */
  private static final long A_WHILE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** After so long without growth, so is a line without its end: long, since writers buffer. */
  private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final TimeSource time;
  private long size;
  private long changedNanos;

  Growth(TimeSource time) {
    this.time = time;
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
    if (quietNanos >= LONG_NANOS) {
      return Quiet.LONG;
    }
    return quietNanos >= A_WHILE_NANOS ? Quiet.A_WHILE : Quiet.NOT;
  }

  /** The size that was noted last. */
  long size() {
    return size;
  }

  /** Whether it changed within {@code nanos} before it was quiet for long. */
  boolean within(long nanos) {
    return time.nanos() - changedNanos < LONG_NANOS + nanos;
  }
}
