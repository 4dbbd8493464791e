package io.groundwatch.input.host;

import java.util.Optional;

/**
 * A collector and how often it is due. Of two inputs, one after the other, that have the same one,
 * the second goes on where the first has ended.
 *
 * @param collector to run
 * @param intervalSeconds between two runs, at least 1
 * @param aside the thread it runs on, if it may hang; those that hang on the same things share one
 * @param turn when it is due next
 */
public record CollectorSchedule(
    Collector collector, int intervalSeconds, Optional<String> aside, Turn turn) {
  /** Refuses an interval that is no interval. */
  public CollectorSchedule {
    if (intervalSeconds < 1) {
      throw new IllegalArgumentException(
          "intervalSeconds: " + intervalSeconds + " (expected: >= 1)");
    }
  }

  /** Of one that is due at once. */
  CollectorSchedule(Collector collector, int intervalSeconds, Optional<String> aside) {
    this(collector, intervalSeconds, aside, new Turn());
  }

  /** Of one that never hangs. */
  CollectorSchedule(Collector collector, int intervalSeconds) {
    this(collector, intervalSeconds, Optional.empty());
  }

  /** Whether an input that has ended has let go of the collector: not while it still hangs. */
  public boolean isFree() {
    return !turn.atWork();
  }
}
