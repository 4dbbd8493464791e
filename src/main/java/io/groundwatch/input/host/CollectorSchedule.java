package io.groundwatch.input.host;

/**
 * A collector and how often it is due.
 *
 * @param collector to run
 * @param intervalSeconds between two runs, at least 1
 */
public record CollectorSchedule(Collector collector, int intervalSeconds) {
  /** Refuses an interval that is no interval. */
  public CollectorSchedule {
    if (intervalSeconds < 1) {
      throw new IllegalArgumentException(
          "intervalSeconds: " + intervalSeconds + " (expected: >= 1)");
    }
  }
}
