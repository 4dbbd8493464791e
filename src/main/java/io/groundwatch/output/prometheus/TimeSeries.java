package io.groundwatch.output.prometheus;

import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.MetricSeries;
import io.groundwatch.model.Unit;
import io.groundwatch.output.PrometheusNames;
import io.groundwatch.output.Statistic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Samples of one series, or of a statistic of it, as Prometheus sees it. Owned by one thread until
 * it is sent.
 *
 * @param labels sorted by name, that of the metric among them
 * @param kind of the samples
 * @param unit of the values
 * @param samples by time
 */
record TimeSeries(
    SortedMap<String, String> labels, MetricKind kind, Unit unit, List<Sample> samples) {
  static final String NAME = "__name__";
  private static final String NAMESPACE = "namespace";

  /** The namespace that goes without saying. */
  private static final String USUAL_NAMESPACE = "CWAgent";

  private static final long NANOS_PER_MILLI = 1_000_000;

  /**
   * One sample.
   *
   * @param record its index in the batch
   * @param millis since the epoch
   * @param startMillis since when a total counts; 0 where it is none
   */
  record Sample(int record, double value, long millis, long startMillis) {}

  /** A series without samples yet. */
  static TimeSeries of(MetricSeries series, Map<String, String> external) {
    return new TimeSeries(
        labels(series, series.name(), external), series.kind(), series.unit(), new ArrayList<>());
  }

  /**
   * The series of a statistic. It is of one moment or interval: a total since the start would take
   * a memory of all series, which a restart empties.
   */
  static TimeSeries of(MetricSeries series, Statistic statistic, Map<String, String> external) {
    return new TimeSeries(
        labels(series, series.name() + "_" + statistic.key(), external),
        MetricKind.GAUGE,
        statistic == Statistic.COUNT ? Unit.COUNT : series.unit(),
        new ArrayList<>());
  }

  private static SortedMap<String, String> labels(
      MetricSeries series, String metric, Map<String, String> external) {
    SortedMap<String, String> labels = new TreeMap<>();
    external.forEach((name, value) -> labels.put(PrometheusNames.label(name), value));
    if (!series.namespace().equals(USUAL_NAMESPACE) && !series.namespace().isEmpty()) {
      labels.put(NAMESPACE, series.namespace());
    }
    SortedMap<String, String> own = new TreeMap<>();
    series
        .dimensions()
        .entries()
        .forEach(
            (name, value) -> {
              if (!value.isEmpty()) { // to Prometheus, an empty label is none
                own.merge(PrometheusNames.label(name), value, (a, b) -> a + ";" + b);
              }
            });
    labels.putAll(own);
    labels.put(NAME, PrometheusNames.metric(metric));
    return labels;
  }

  String name() {
    return labels.getOrDefault(NAME, "");
  }

  /** Its unit in the words of OpenMetrics: small letters, {@code bytes_per_second}. */
  String unitText() {
    return unit == Unit.NONE || unit == Unit.COUNT
        ? ""
        : unit.label().toLowerCase(Locale.ROOT).replace("/second", "_per_second");
  }

  void add(int record, MetricSample sample, double value) {
    samples.add(
        new Sample(
            record,
            value,
            Math.floorDiv(sample.timeNanos(), NANOS_PER_MILLI),
            kind == MetricKind.CUMULATIVE
                ? Math.floorDiv(sample.startNanos(), NANOS_PER_MILLI)
                : 0));
  }

  /** Prometheus wants the samples of a series by time. */
  void sort() {
    samples.sort(Comparator.comparingLong(Sample::millis));
  }
}
