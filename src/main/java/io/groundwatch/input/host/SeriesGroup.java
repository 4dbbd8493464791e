package io.groundwatch.input.host;

import io.groundwatch.model.MetricSample;
import io.groundwatch.model.MetricSeries;
import io.groundwatch.pipeline.MetricSink;
import java.util.List;

/** The series of one resource: made when it is first seen, kept while it is there. */
final class SeriesGroup<R> {
  private final List<MetricSeries> series;
  private final List<FieldValue<R>> values;

  /** Pairs each series with its value. */
  SeriesGroup(List<MetricSeries> series, List<FieldValue<R>> values) {
    this.series = series;
    this.values = values;
  }

  /** Hands on every value that {@code reading} has. */
  void emit(R reading, SampleTimes times, MetricSink out) {
    for (int i = 0; i < series.size(); i++) {
      FieldValue<R> value = values.get(i);
      double number = value.of().applyAsDouble(reading);
      if (!Double.isNaN(number)) {
        out.accept(
            new MetricSample(series.get(i), times.nowNanos(), times.start(value.kind()), number));
      }
    }
  }
}
