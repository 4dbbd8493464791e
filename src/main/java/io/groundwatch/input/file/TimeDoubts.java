package io.groundwatch.input.file;

import io.groundwatch.config.FileConfig;
import io.groundwatch.config.TimestampConfig;
import io.groundwatch.telemetry.ThrottledLog;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Says it when the times in an entry's files can hardly be right, since backends drop such events
 * without a word: CloudWatch takes none that are older than 14 days or more than two hours ahead.
 * Here nothing is held back for its time. One warning an entry and an hour, which names a file.
 * Owned by the file input's thread.
 */
final class TimeDoubts {
  private static final long OLD_NANOS = TimeUnit.DAYS.toNanos(14);
  private static final long AHEAD_NANOS = TimeUnit.HOURS.toNanos(2);

  /** So many events without a time, one after another, are no banner: the format does not fit. */
  static final int UNTIMED_EVENTS = 100;

  private final String filePath;
  private final TimestampConfig times;
  private final LongAdder implausible;
  private final ThrottledLog trouble;
  private int old;
  private int ahead;
  private long firstOld;
  private long firstAhead;

  TimeDoubts(FileConfig entry, LongAdder implausible, ThrottledLog trouble) {
    this.filePath = entry.filePath();
    this.times = entry.events().timestamps();
    this.implausible = implausible;
    this.trouble = trouble;
  }

  /** Whether a time that was read in an event can hardly be its time. */
  static boolean isImplausible(long timeNanos, long nowNanos) {
    return timeNanos < nowNanos - OLD_NANOS || timeNanos > nowNanos + AHEAD_NANOS;
  }

  /** Notes such a time. */
  void note(long timeNanos, long nowNanos) {
    implausible.increment();
    if (timeNanos > nowNanos) {
      firstAhead = ahead == 0 ? timeNanos : firstAhead;
      ahead++;
    } else {
      firstOld = old == 0 ? timeNanos : firstOld;
      old++;
    }
  }

  /**
   * Says what was noted in one read of {@code file}.
   *
   * @param untimed how many events without a time came one after another until now
   */
  void say(String file, int untimed) {
    if (old > 0) {
      warn(
          "old",
          ("Events of %s have times of more than 14 days ago, such as %s; they are sent, but"
                  + " CloudWatch, for one, drops what is so old. If the file is not that old,"
                  + " timestamp_format takes one number for another, or this host's clock is wrong.")
              .formatted(file, Instant.ofEpochSecond(0, firstOld)));
      old = 0;
    }
    if (ahead > 0) {
      warn(
          "ahead",
          ("Events of %s have times of more than 2 hours ahead, such as %s; they are sent, but"
                  + " CloudWatch, for one, drops what is so far ahead. Either timezone (%s) or"
                  + " timestamp_format is not the file's, or this host's clock is behind.")
              .formatted(file, Instant.ofEpochSecond(0, firstAhead), times.timezone()));
      ahead = 0;
    }
    if (untimed >= UNTIMED_EVENTS) {
      warn(
          "untimed",
          ("No time was found in the last %d events of %s by timestamp_format %s; they are sent"
                  + " with the time of an earlier one, or when they were read (timestamp_policy).")
              .formatted(untimed, file, times.formats()));
    }
  }

  private void warn(String doubt, String message) {
    trouble.warn(filePath + " " + doubt, doubt, message);
  }
}
