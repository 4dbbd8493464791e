package io.groundwatch.input.host;

import java.util.Optional;

/**
 * A collector and how often it is due.
 *
 * @param collector to run
 * @param intervalSeconds between two runs, at least 1
 * @param aside the thread it runs on, if it may hang; those that hang on the same things share one
 */
public record CollectorSchedule(Collector collector, int intervalSeconds, Optional<String> aside) {
  /** Refuses an interval that is no interval. */
  public CollectorSchedule {
    if (intervalSeconds < 1) {
      throw new IllegalArgumentException(
          "intervalSeconds: " + intervalSeconds + " (expected: >= 1)");
    }
  }

  /** Of one that never hangs. */
  CollectorSchedule(Collector collector, int intervalSeconds) {
    this(collector, intervalSeconds, Optional.empty());
  }
}
