package io.groundwatch.input.collectd;

import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.MetricSeries;
import io.groundwatch.model.ValueSet;
import io.groundwatch.pipeline.MetricSink;
import io.groundwatch.pipeline.aggregate.Room;
import io.groundwatch.pipeline.aggregate.ValueCounts;

/**
 * One series, and what its numbers come to until they are handed over: of a gauge every number, of
 * what came since the last time their sum, of a total the last. One thread.
 */
final class Total {
  private final MetricSeries series;
  private final ValueCounts values;
  private double number;

  /** Since when a total counts, as far as is known: since it was first seen, or began anew. */
  private long startNanos;

  private long lastNanos;
  private boolean touched;
  private long touchedNanos;

  Total(MetricSeries series, Room room) {
    this.series = series;
    this.values = new ValueCounts(room);
  }

  MetricSeries series() {
    return series;
  }

  /** When it last took something, by the monotonic clock. */
  long touchedNanos() {
    return touchedNanos;
  }

  /**
   * Takes a number.
   *
   * @param timeNanos of the number, since the epoch
   */
  void add(double value, long timeNanos, long nowNanos) {
    switch (series.kind()) {
      case GAUGE -> values.add(value, 1);
      case DELTA -> number += value;
      case CUMULATIVE -> {
        if (lastNanos == 0) {
          startNanos = timeNanos;
        } else if (value < number) {
          startNanos = lastNanos;
        }
        number = value;
        lastNanos = timeNanos;
      }
    }
    touched = true;
    touchedNanos = nowNanos;
  }

  /** Hands over what it came to, if anything came, and begins anew. */
  void emit(long intervalStartNanos, long endNanos, MetricSink out) {
    if (!touched) {
      return;
    }
    touched = false;
    if (series.kind() == MetricKind.GAUGE) {
      ValueSet set = values.toSet();
      out.accept(
          set.count() == 1
              ? MetricSample.gauge(series, endNanos, set.min())
              : MetricSample.of(series, endNanos, endNanos, set));
      values.clear();
    } else if (series.kind() == MetricKind.DELTA) {
      out.accept(new MetricSample(series, endNanos, intervalStartNanos, number));
      number = 0;
    } else {
      out.accept(new MetricSample(series, endNanos, Math.min(startNanos, endNanos), number));
    }
  }
}
