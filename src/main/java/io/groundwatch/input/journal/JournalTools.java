package io.groundwatch.input.journal;

import io.groundwatch.model.SourceId;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.telemetry.ThrottledLog;
import java.util.random.RandomGenerator;

/**
 * What all followers share. Owned by the journal input's thread.
 *
 * @param command how journalctl is called
 * @param folders where journals are looked for
 * @param own what the agent itself writes
 * @param attributes of records
 * @param time the clocks
 * @param random for source ids and pauses
 * @param trouble says what is wrong
 * @param metrics the input's numbers
 */
record JournalTools(
    String command,
    JournalFolders folders,
    OwnRecords own,
    RecordAttributes attributes,
    TimeSource time,
    RandomGenerator random,
    ThrottledLog trouble,
    JournalMetrics metrics) {

  SourceId newSource() {
    return new SourceId(random.nextLong(), random.nextLong());
  }
}
