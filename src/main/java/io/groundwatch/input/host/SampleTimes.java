package io.groundwatch.input.host;

import io.groundwatch.model.MetricKind;

/**
 * When a sample was taken, and since when its numbers count; nanoseconds since the epoch.
 *
 * @param nowNanos when it was taken
 * @param previousNanos when the sample before it was taken
 * @param countingSinceNanos when the host began to count: its boot
 */
record SampleTimes(long nowNanos, long previousNanos, long countingSinceNanos) {

  /** For a sample of gauges. */
  static SampleTimes at(long nowNanos) {
    return new SampleTimes(nowNanos, nowNanos, nowNanos);
  }

  /** Since when a number of this kind counts; never after the sample. */
  long start(MetricKind kind) {
    return switch (kind) {
      case GAUGE -> nowNanos;
      case DELTA -> previousNanos;
      case CUMULATIVE -> Math.min(countingSinceNanos, nowNanos);
    };
  }
}
