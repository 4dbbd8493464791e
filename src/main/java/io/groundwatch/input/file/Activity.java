package io.groundwatch.input.file;

import io.groundwatch.config.EventConfig;
import io.groundwatch.input.file.FileTail.Quiet;
import io.groundwatch.runtime.TimeSource;
import java.util.concurrent.TimeUnit;

/**
 * When something last happened to a file, and whether there is something to do about it. Owned by
 * the file input's thread.
 */
final class Activity {
  /** A file that changed within this is polled often and kept open. */
  private static final long HOT_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final TimeSource time;
  private final Growth growth;
  private Quiet quietAtPoll = Quiet.NOT;
  private long statSize;
  private long modifiedNanos;
  private long changedNanos;
  private boolean touched = true;
  private boolean unread = true;

  /** That of a file that was found so. */
  Activity(FileStat stat, EventConfig events, TimeSource time) {
    this.time = time;
    this.growth = new Growth(events.multiLine().timeout(), events.lines().partialTimeout(), time);
    this.statSize = stat.size();
    this.modifiedNanos = stat.modifiedNanos();
    long age = time.wallNanos() - modifiedNanos;
    this.changedNanos = time.nanos() - Math.min(HOT_NANOS, Math.max(0, age));
  }

  /** Its path was asked about. */
  void seen(FileStat stat) {
    if (stat.size() != statSize || stat.modifiedNanos() != modifiedNanos) {
      statSize = stat.size();
      modifiedNanos = stat.modifiedNanos();
      touched = true;
      changed();
    }
  }

  /** When it was last seen modified, in nanoseconds since the epoch. */
  long modifiedNanos() {
    return modifiedNanos;
  }

  /** Its size when its path was last asked about. */
  long statSize() {
    return statSize;
  }

  /** Something happened to it just now. */
  void changed() {
    changedNanos = time.nanos();
  }

  /** For how long nothing happened to it, in nanoseconds. */
  long ageNanos() {
    return time.nanos() - changedNanos;
  }

  /** Whether it was modified since it was last looked into. */
  boolean touched() {
    return touched;
  }

  /** It is looked into. Returns whether it was modified since the last time. */
  boolean look() {
    boolean was = touched;
    touched = false;
    return was;
  }

  /** Whether a lane may have more to read in it at once. */
  boolean unread() {
    return unread;
  }

  /** Says whether a lane may have more to read in it at once. */
  void unread(boolean more) {
    unread = more;
  }

  /** Notes its size now, and for how long that has been so. */
  Quiet quiet(long sizeNow) {
    quietAtPoll = growth.quiet(sizeNow);
    return quietAtPoll;
  }

  /** Whether it has been quiet for longer than when it was read, so that more may be taken. */
  boolean isQuieter(long sizeNow) {
    return growth.quiet(sizeNow) != quietAtPoll;
  }

  /** Its size when that was last noted. */
  long notedSize() {
    return growth.size();
  }

  /**
   * Whether it is polled.
   *
   * @param rest whether a lane has yet to take what was noted of it
   */
  boolean isHot(boolean rest) {
    return unread || touched || ageNanos() < HOT_NANOS || (rest && growth.within(HOT_NANOS));
  }
}
