package io.groundwatch.input.file;

import io.groundwatch.input.file.event.EventSplitter;
import io.groundwatch.input.file.event.PlainSplitter;
import io.groundwatch.input.file.event.TextDecoder;
import io.groundwatch.model.SourceId;
import io.groundwatch.runtime.TimeSource;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/**
 * What all tails share. Owned by the file input's thread.
 *
 * @param buffer what is read into, one file after another
 * @param splitter cuts lines
 * @param decoder makes them valid UTF-8
 * @param time the clocks
 * @param random for source ids
 * @param metrics the input's numbers
 */
record TailTools(
    ReadBuffer buffer,
    EventSplitter splitter,
    TextDecoder decoder,
    TimeSource time,
    RandomGenerator random,
    FileMetrics metrics) {
  /** Lines longer than 256 KiB are cut into pieces of it. */
  static final int MAX_LINE_BYTES = 256 << 10;

  static TailTools of(TimeSource time, RandomGenerator random, FileMetrics metrics) {
    return new TailTools(
        new ReadBuffer(),
        new PlainSplitter(MAX_LINE_BYTES),
        new TextDecoder(StandardCharsets.UTF_8),
        time,
        random,
        metrics);
  }

  SourceId newSource() {
    return new SourceId(random.nextLong(), random.nextLong());
  }
}
