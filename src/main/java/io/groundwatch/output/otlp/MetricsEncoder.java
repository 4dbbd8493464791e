package io.groundwatch.output.otlp;

import io.groundwatch.codec.MetricRecord;
import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.MetricSeries;
import io.groundwatch.model.Unit;
import io.groundwatch.model.ValueSet;
import io.groundwatch.output.otlp.FieldWriter.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes an {@code ExportMetricsServiceRequest} of samples: gauges stay gauges, deltas and totals
 * become monotonic sums, and samples of several values become histograms without buckets. Owned by
 * one thread.
 */
final class MetricsEncoder {
  /** The dimension that the resource says instead. */
  private static final String HOST = "host";

  private static final int DELTA = 1;
  private static final int CUMULATIVE = 2;

  private static final Field RESOURCE_METRICS = new Field(1, "resourceMetrics");
  private static final Field SCOPE_METRICS = new Field(2, "scopeMetrics");
  private static final Field METRICS = new Field(2, "metrics");
  private static final Field NAME = new Field(1, "name");
  private static final Field UNIT = new Field(3, "unit");
  private static final Field GAUGE = new Field(5, "gauge");
  private static final Field SUM = new Field(7, "sum");
  private static final Field DATA_POINTS = new Field(1, "dataPoints");
  private static final Field TEMPORALITY = new Field(2, "aggregationTemporality");
  private static final Field MONOTONIC = new Field(3, "isMonotonic");
  private static final Field START = new Field(2, "startTimeUnixNano");
  private static final Field TIME = new Field(3, "timeUnixNano");
  private static final Field VALUE = new Field(4, "asDouble");
  private static final Field ATTRIBUTES = new Field(7, "attributes");
  private static final Field HISTOGRAM = new Field(9, "histogram");
  private static final Field COUNT = new Field(4, "count");
  private static final Field TOTAL = new Field(5, "sum");
  private static final Field HISTOGRAM_ATTRIBUTES = new Field(9, "attributes");
  private static final Field MIN = new Field(11, "min");
  private static final Field MAX = new Field(12, "max");

  private final Map<Resource, Map<Metric, List<MetricSample>>> metrics = new LinkedHashMap<>();

  private record Metric(String name, Unit unit, MetricKind kind, boolean ofSets) {
    static Metric of(MetricSample sample) {
      MetricSeries series = sample.series();
      return new Metric(series.name(), series.unit(), series.kind(), sample.set().isPresent());
    }
  }

  void add(MetricRecord record) {
    MetricSeries series = record.sample().series();
    String host = series.dimensions().entries().get(HOST);
    Resource resource =
        new Resource(
            host == null ? Map.of() : Map.of(Resource.HOST_NAME, host), series.namespace());
    metrics
        .computeIfAbsent(resource, r -> new LinkedHashMap<>())
        .computeIfAbsent(Metric.of(record.sample()), m -> new ArrayList<>())
        .add(record.sample());
  }

  byte[] finish(FieldWriter out) {
    out.each(
        RESOURCE_METRICS,
        metrics.entrySet(),
        entry -> {
          entry.getKey().writeResource(out);
          out.each(
              SCOPE_METRICS,
              List.of(entry.getValue()),
              ofScope -> {
                entry.getKey().writeScope(out);
                out.each(METRICS, ofScope.entrySet(), m -> write(out, m.getKey(), m.getValue()));
              });
        });
    return out.finish();
  }

  private static void write(FieldWriter out, Metric metric, List<MetricSample> samples) {
    out.text(NAME, metric.name());
    out.text(UNIT, UcumUnits.of(metric.unit()));
    if (metric.ofSets()) {
      out.message(HISTOGRAM, () -> sets(out, samples));
      return;
    }
    if (metric.kind() == MetricKind.GAUGE) {
      out.message(GAUGE, () -> points(out, samples));
      return;
    }
    out.message(
        SUM,
        () -> {
          points(out, samples);
          out.choice(TEMPORALITY, metric.kind() == MetricKind.DELTA ? DELTA : CUMULATIVE);
          out.flag(MONOTONIC, true);
        });
  }

  private static void points(FieldWriter out, List<MetricSample> samples) {
    out.each(DATA_POINTS, samples, sample -> point(out, sample));
  }

  private static void sets(FieldWriter out, List<MetricSample> samples) {
    out.each(DATA_POINTS, samples, sample -> set(out, sample, sample.set().orElseThrow()));
    out.choice(TEMPORALITY, DELTA);
  }

  private static void set(FieldWriter out, MetricSample sample, ValueSet set) {
    out.nanos(START, sample.startNanos());
    out.nanos(TIME, sample.timeNanos());
    out.count(COUNT, set.count());
    out.number(TOTAL, set.sum());
    Resource.attributes(out, HISTOGRAM_ATTRIBUTES, dimensions(sample));
    out.number(MIN, set.min());
    out.number(MAX, set.max());
  }

  private static void point(FieldWriter out, MetricSample sample) {
    if (sample.series().kind() != MetricKind.GAUGE) {
      out.nanos(START, sample.startNanos());
    }
    out.nanos(TIME, sample.timeNanos());
    out.number(VALUE, sample.value());
    Resource.attributes(out, ATTRIBUTES, dimensions(sample));
  }

  private static Map<String, String> dimensions(MetricSample sample) {
    Map<String, String> dimensions = new TreeMap<>(sample.series().dimensions().entries());
    dimensions.remove(HOST);
    return dimensions;
  }
}
