package io.groundwatch.model;

/**
 * One number of one series.
 *
 * @param series what it is a number of
 * @param timeNanos when, in nanoseconds since the epoch
 * @param startNanos since when a {@link MetricKind#CUMULATIVE} total counts, or a {@link
 *     MetricKind#DELTA} interval began, in nanoseconds since the epoch; equal to {@code timeNanos}
 *     for a gauge
 * @param value the number; finite
 */
public record MetricSample(MetricSeries series, long timeNanos, long startNanos, double value) {

  /** A gauge's sample. */
  public static MetricSample gauge(MetricSeries series, long timeNanos, double value) {
    return new MetricSample(series, timeNanos, timeNanos, value);
  }
}
