package io.groundwatch.input.file;

import io.groundwatch.model.SourceId;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.text.EventClock;
import io.groundwatch.text.TimestampPolicy;
import java.util.random.RandomGenerator;

/**
 * What all tails share. Owned by the file input's thread.
 *
 * @param buffer what is read into, one file after another
 * @param time the clocks
 * @param random for source ids
 * @param metrics the input's numbers
 * @param losses where what is lost is said
 * @param noClock of tails whose events are given the time at which they are read
 */
record TailTools(
    ReadBuffer buffer,
    TimeSource time,
    RandomGenerator random,
    FileMetrics metrics,
    Losses losses,
    EventClock noClock) {
  /** Events longer than 256 KiB are cut into pieces of it. */
  static final int MAX_LINE_BYTES = 256 << 10;

  static TailTools of(TimeSource time, RandomGenerator random, FileMetrics metrics) {
    return new TailTools(
        new ReadBuffer(),
        time,
        random,
        metrics,
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
