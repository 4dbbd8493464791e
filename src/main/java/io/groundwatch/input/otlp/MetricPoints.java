package io.groundwatch.input.otlp;

import io.groundwatch.codec.DamagedMessageException;
import io.groundwatch.codec.ProtoCursor;
import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.MetricSeries;
import io.groundwatch.model.Unit;
import io.groundwatch.model.ValueSet;
import io.groundwatch.pipeline.AttributeSet;
import io.groundwatch.pipeline.aggregate.ValueCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the data points of an {@code ExportMetricsServiceRequest}, one after another; each
 * becomes a sample, a summary several, and one that says that there is no value none. Used again
 * for each request; one thread.
 */
final class MetricPoints {
  private static final int RESOURCE_METRICS = 1;
  private static final int SCOPE_METRICS = 2;
  private static final int METRICS = 2;
  private static final int POINTS = 1;

  private static final int NAME = 1;
  private static final int UNIT = 3;
  private static final int GAUGE = 5;
  private static final int SUM = 7;
  private static final int HISTOGRAM = 9;
  private static final int EXPONENTIAL = 10;
  private static final int SUMMARY = 11;

  private static final int TEMPORALITY = 2;
  private static final int MONOTONIC = 3;
  private static final int DELTA = 1;

  /** Flags: no recorded value. */
  private static final int NO_VALUE = 1;

  private final SeriesOf names;
  private final HistogramTotals totals;
  private final PointReader point = new PointReader();
  private final Attributes reader = new Attributes();
  private final ProtoCursor resources = new ProtoCursor();
  private final ProtoCursor scopes = new ProtoCursor();
  private final ProtoCursor metrics = new ProtoCursor();
  private final ProtoCursor points = new ProtoCursor();
  private final AttributeSet attributes = new AttributeSet();
  private final List<MetricSample> samples = new ArrayList<>();
  private int data;
  private boolean delta;
  private boolean monotonic;
  private Fault fault = Fault.NONE;

  /** Why a point is refused. */
  enum Fault {
    NONE(""),
    NUMBER("a value is no number, or more than 2^360 from zero"),
    DIMENSIONS("a point would have more than 30 dimensions"),
    HISTOGRAM("a histogram has more than 1024 buckets, or not as many as its bounds make"),
    FULL("there is no room for more cumulative histograms");

    private final String text;

    Fault(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  MetricPoints(SeriesOf names, HistogramTotals totals) {
    this.names = names;
    this.totals = totals;
  }

  /** Goes to the beginning of a request. */
  void of(byte[] request) {
    resources.of(request, 0, request.length);
    scopes.of(request, 0, 0);
    metrics.of(request, 0, 0);
    points.of(request, 0, 0);
  }

  /**
   * Goes to the next point.
   *
   * @param nowNanos the time of one that has none
   * @return false = there is none more
   * @throws DamagedMessageException where the request is none
   */
  boolean next(long nowNanos) throws DamagedMessageException {
    while (!points.next(POINTS)) {
      while (!metrics.next(METRICS)) {
        while (!scopes.next(SCOPE_METRICS)) {
          if (!resources.next(RESOURCE_METRICS)) {
            return false;
          }
          names.resource(Resource.attributes(resources, reader));
          scopes.of(resources);
        }
        metrics.of(scopes);
      }
      metric();
    }
    samples.clear();
    fault = Fault.NONE;
    attributes.clear();
    point.read(points, data, attributes, reader);
    if ((point.flags() & NO_VALUE) == 0) {
      convert(point.timeNanos() > 0 ? point.timeNanos() : nowNanos);
    }
    return true;
  }

  /** What the point became; one that was refused, or that says nothing, became nothing. */
  List<MetricSample> samples() {
    return samples;
  }

  /** Why it was refused. */
  Fault fault() {
    return fault;
  }

  private void metric() throws DamagedMessageException {
    ProtoCursor fields = new ProtoCursor().of(metrics);
    String name = "";
    String unit = "";
    data = 0;
    points.of(metrics.bytes(), 0, 0);
    while (fields.next()) {
      switch (fields.field()) {
        case NAME -> name = String.valueOf(fields.text());
        case UNIT -> unit = String.valueOf(fields.text());
        case GAUGE, SUM, HISTOGRAM, EXPONENTIAL, SUMMARY -> {
          data = fields.field();
          points.of(fields);
        }
        default -> {
          // its description, and what later versions have
        }
      }
    }
    names.metric(name, unit);
    delta = false;
    monotonic = false;
    ProtoCursor said = new ProtoCursor().of(points.bytes(), points.at(), points.end());
    while (said.next()) {
      delta |= said.field() == TEMPORALITY && said.number() == DELTA;
      monotonic |= said.field() == MONOTONIC && said.number() != 0;
    }
  }

  private void convert(long time) {
    Map<String, String> own = attributes.toMap();
    switch (data) {
      case GAUGE -> number(own, MetricKind.GAUGE, time);
      case SUM -> number(own, sumKind(), time);
      case HISTOGRAM -> histogram(own, time);
      case EXPONENTIAL -> exponential(own, time);
      default -> summary(own, time);
    }
  }

  /** A total that goes up and down is a value at a moment. */
  private MetricKind sumKind() {
    if (delta) {
      return MetricKind.DELTA;
    }
    return monotonic ? MetricKind.CUMULATIVE : MetricKind.GAUGE;
  }

  private void number(Map<String, String> own, MetricKind kind, long time) {
    add(names.of(own, kind), time, point.startNanos(), point.number());
  }

  private void add(@Nullable MetricSeries series, long time, long start, double number) {
    if (series == null) {
      fault = Fault.DIMENSIONS;
    } else if (!(Math.abs(number) <= ValueCounts.MAX_VALUE)) { // NaN neither
      fault = Fault.NUMBER;
    } else if (series.kind() == MetricKind.GAUGE) {
      samples.add(MetricSample.gauge(series, time, number));
    } else {
      samples.add(new MetricSample(series, time, start > 0 && start < time ? start : time, number));
    }
  }

  private void histogram(Map<String, String> own, long time) {
    Histogram histogram = point.histogram();
    boolean sums = Math.abs(histogram.sum) <= ValueCounts.MAX_VALUE;
    MetricSeries series = series(own);
    if (series == null) {
      return;
    }
    if (histogram.buckets() > Histogram.MAX_BUCKETS || !histogram.isSound() || !sums) {
      fault = Fault.HISTOGRAM;
    } else if (delta) {
      add(series, histogram.values(), time, point.startNanos());
    } else {
      add(series, totals.of(series, histogram, point.startNanos(), time), time);
    }
  }

  private void exponential(Map<String, String> own, long time) {
    ExponentialHistogram histogram = point.exponential();
    MetricSeries series = series(own);
    if (series == null) {
      return;
    }
    if (histogram.buckets() > Histogram.MAX_BUCKETS || !histogram.isSound()) {
      fault = Fault.HISTOGRAM;
    } else if (delta) {
      add(series, histogram.values(), time, point.startNanos());
    } else {
      add(series, totals.of(series, histogram, point.startNanos(), time), time);
    }
  }

  private @Nullable MetricSeries series(Map<String, String> own) {
    MetricSeries series = names.of(own, MetricKind.GAUGE);
    if (series == null) {
      fault = Fault.DIMENSIONS;
    }
    return series;
  }

  private void add(MetricSeries series, HistogramTotals.Since since, long time) {
    if (since.full()) {
      fault = Fault.FULL;
    } else {
      add(series, since.values(), time, since.startNanos());
    }
  }

  private void add(MetricSeries series, Optional<ValueSet> values, long time, long start) {
    values.ifPresent(
        set ->
            samples.add(
                MetricSample.of(series, time, start > 0 && start < time ? start : time, set)));
  }

  /** Its count and sum are totals; its quantiles are values of the moment. */
  private void summary(Map<String, String> own, long time) {
    add(
        names.of("_count", own, MetricKind.CUMULATIVE, Unit.COUNT),
        time,
        point.startNanos(),
        (double) point.histogram().count);
    add(
        names.of("_sum", own, MetricKind.CUMULATIVE, names.unit()),
        time,
        point.startNanos(),
        point.histogram().sum);
    point
        .quantiles()
        .forEach(
            (quantile, value) -> {
              own.put("quantile", quantile);
              add(names.of(own, MetricKind.GAUGE), time, time, value);
            });
  }
}
