package io.groundwatch.input.file;

import io.groundwatch.model.SourceId;
import io.groundwatch.pipeline.EventDraft;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.telemetry.ThrottledLog;
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
 */
record TailTools(
    ReadBuffer buffer,
    EventDraft draft,
    TimeSource time,
    RandomGenerator random,
    FileMetrics metrics,
    ThrottledLog trouble) {

  SourceId newSource() {
    return new SourceId(random.nextLong(), random.nextLong());
  }
}
