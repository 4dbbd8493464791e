package io.groundwatch.input.file;

import io.groundwatch.model.SourceId;
import io.groundwatch.pipeline.EventDraft;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.telemetry.ThrottledLog;
import io.groundwatch.text.EventClock;
import io.groundwatch.text.TimestampPolicy;
import java.util.random.RandomGenerator;

/**
 * What all tails share. Owned by the file input's thread.
 *
 * @param buffer what is read into, one file after another
 * @param draft the event that processors look into, one after another
 * @param time the clocks
 * @param random for source ids
 * @param metrics the input's numbers
 * @param trouble says what lasts once
 * @param losses where what is lost is said
 * @param noClock of tails whose events are given the time at which they are read
 */
record TailTools(
    ReadBuffer buffer,
    EventDraft draft,
    TimeSource time,
    RandomGenerator random,
    FileMetrics metrics,
    ThrottledLog trouble,
    Losses losses,
    EventClock noClock) {
  /**
   * New ones.
   *
   * @param longestEvent in bytes, of all entries
   */
  static TailTools of(
      int longestEvent,
      TimeSource time,
      RandomGenerator random,
      FileMetrics metrics,
      ThrottledLog trouble) {
    return new TailTools(
        new ReadBuffer(longestEvent),
        new EventDraft(),
        time,
        random,
        metrics,
        trouble,
        new Losses(metrics, time),
        new EventClock(TimestampPolicy.READ_TIME));
  }

  /** An id for a generation that an entry reads: its last 32 bits are the entry's tag. */
  SourceId newSource(int tag) {
    return new SourceId(random.nextLong(), random.nextLong() << 32 | Integer.toUnsignedLong(tag));
  }

  /** The tag of the entry for which {@code source} was made. */
  static int tagOf(SourceId source) {
    return (int) source.low();
  }
}
