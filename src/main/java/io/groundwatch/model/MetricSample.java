package io.groundwatch.model;

import java.util.Optional;

/**
 * One number of one series; or several that were measured at one time.
 *
 * @param series what it is a number of
 * @param timeNanos when, in nanoseconds since the epoch
 * @param startNanos since when a {@link MetricKind#CUMULATIVE} total counts, or a {@link
 *     MetricKind#DELTA} interval began, in nanoseconds since the epoch; equal to {@code timeNanos}
 *     for a gauge
 * @param value the number; of several, their mean; finite
 * @param set of several, each; absent where there is one
 */
public record MetricSample(
    MetricSeries series, long timeNanos, long startNanos, double value, Optional<ValueSet> set) {

  /** Of one number. */
  public MetricSample(MetricSeries series, long timeNanos, long startNanos, double value) {
    this(series, timeNanos, startNanos, value, Optional.empty());
  }

  /** A gauge's sample. */
  public static MetricSample gauge(MetricSeries series, long timeNanos, double value) {
    return new MetricSample(series, timeNanos, timeNanos, value);
  }

  /** Of several numbers. */
  public static MetricSample of(
      MetricSeries series, long timeNanos, long startNanos, ValueSet set) {
    return new MetricSample(series, timeNanos, startNanos, set.mean(), Optional.of(set));
  }

  /** The same of another series. */
  public MetricSample in(MetricSeries other) {
    return new MetricSample(other, timeNanos, startNanos, value, set);
  }
}
