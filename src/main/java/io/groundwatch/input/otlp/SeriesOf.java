package io.groundwatch.input.otlp;

import io.groundwatch.model.Dimensions;
import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSeries;
import io.groundwatch.model.Unit;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes series of what data points say. Dimensions are the point's attributes, and those of its
 * resource that tell one service or host from another: all but those of the SDK, the process and
 * the system's description, which would make a new series at each start. The point's own win, and
 * {@code host.name} is the dimension {@code host}. One thread.
 */
final class SeriesOf {
  /** CloudWatch's own limits: PutMetricData, MetricDatum and Dimension. */
  private static final int MAX_NAME = 255;

  private static final int MAX_DIMENSIONS = 30;
  private static final int MAX_VALUE = 1024;

  /** Points are sent once a minute where nothing is said, and say nothing of it themselves. */
  private static final int INTERVAL_SECONDS = 60;

  private final String namespace;
  private final Dimensions base;
  private Map<String, String> ofResource = Map.of();
  private String name = "";
  private Unit unit = Unit.NONE;

  /**
   * @param base dimensions of every series
   */
  SeriesOf(String namespace, Dimensions base) {
    this.namespace = namespace;
    this.base = base;
  }

  /** What follows is of this resource. */
  void resource(Map<String, String> attributes) {
    Map<String, String> kept = new TreeMap<>(base.entries());
    attributes.forEach(
        (key, value) -> {
          if (!key.startsWith("telemetry.")
              && !key.startsWith("process.")
              && !key.startsWith("os.")
              && !value.isBlank()) {
            kept.put(key.equals("host.name") ? "host" : key, cut(value, MAX_VALUE));
          }
        });
    ofResource = kept;
  }

  /** And of this metric. */
  void metric(String metricName, String metricUnit) {
    name = metricName;
    unit = OtlpUnits.of(metricUnit);
  }

  /** The unit of this metric. */
  Unit unit() {
    return unit;
  }

  /** The series of a point; null where it would have more than 30 dimensions. */
  @Nullable MetricSeries of(Map<String, String> attributes, MetricKind kind) {
    return of("", attributes, kind, unit);
  }

  /** The same with something behind its name. */
  @Nullable MetricSeries of(
      String suffix, Map<String, String> attributes, MetricKind kind, Unit itsUnit) {
    Map<String, String> all = new TreeMap<>(ofResource);
    attributes.forEach(
        (key, value) -> {
          if (!key.isBlank() && !value.isBlank()) {
            all.put(cut(key, MAX_NAME), cut(value, MAX_VALUE));
          }
        });
    if (all.size() > MAX_DIMENSIONS) {
      return null;
    }
    return new MetricSeries(
        namespace,
        cut(name + suffix, MAX_NAME),
        itsUnit,
        new Dimensions(all),
        kind,
        INTERVAL_SECONDS);
  }

  private static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    return text.substring(
        0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
  }
}
