package io.groundwatch.buffer;

import io.groundwatch.runtime.DamagedFiles;
import io.groundwatch.telemetry.SelfMetrics;
import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;

/**
 * Where a buffer lies and what it reports damage to.
 *
 * @param lane its name
 * @param directory its folder
 * @param writers open its segments
 * @param damaged takes its damaged files
 * @param damages counts them
 */
record BufferPlace(
    String lane,
    Path directory,
    SegmentWriter.Opener writers,
    DamagedFiles damaged,
    LongAdder damages) {
  private static final String DAMAGED = "agent_buffer_damaged_total";

  /** Counts under the lane's name. */
  static LongAdder counter(SelfMetrics metrics, String lane) {
    return metrics.counter(DAMAGED, "lane", lane);
  }

  /** Counts one. */
  void countDamage() {
    damages.increment();
  }
}
