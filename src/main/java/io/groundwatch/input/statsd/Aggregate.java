package io.groundwatch.input.statsd;

import io.groundwatch.model.MetricSeries;
import io.groundwatch.pipeline.MetricSink;

/** One series, and what it comes to in an interval. One thread. */
final class Aggregate {
  private final MetricSeries series;
  private final Tally tally;
  private boolean touched;
  private long touchedNanos;

  Aggregate(MetricSeries series, Tally tally) {
    this.series = series;
    this.tally = tally;
  }

  MetricSeries series() {
    return series;
  }

  /** Takes the value that a line is at. Returns false where there is no room for it. */
  boolean take(Line line, long nowNanos) {
    touched = true;
    touchedNanos = nowNanos;
    return tally.add(line);
  }

  /** Takes a look at what is a value only at a moment. */
  void look() {
    tally.look();
  }

  /** Hands over what it came to, if anything came, and begins the next interval. */
  void flush(long startNanos, long endNanos, MetricSink out) {
    if (touched) {
      touched = false;
      tally.emit(series, startNanos, endNanos, out);
    }
  }

  /** When it last took something. */
  long touchedNanos() {
    return touchedNanos;
  }
}
