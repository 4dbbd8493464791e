package io.groundwatch.input.file;

import io.groundwatch.model.SourceId;
import io.groundwatch.pipeline.EventDraft;
import io.groundwatch.runtime.TimeSource;
import java.util.random.RandomGenerator;

/**
 * What all tails share. Owned by the file input's thread.
 *
 * @param buffer what is read into, one file after another
 * @param draft the event that processors look into, one after another
 * @param time the clocks
 * @param random for source ids
 * @param metrics the input's numbers
 */
record TailTools(
    ReadBuffer buffer,
    EventDraft draft,
    TimeSource time,
    RandomGenerator random,
    FileMetrics metrics) {
  /** Events longer than 256 KiB are cut into pieces of it. */
  static final int MAX_LINE_BYTES = 256 << 10;

  static TailTools of(TimeSource time, RandomGenerator random, FileMetrics metrics) {
    return new TailTools(new ReadBuffer(), new EventDraft(), time, random, metrics);
  }

  SourceId newSource() {
    return new SourceId(random.nextLong(), random.nextLong());
  }
}
