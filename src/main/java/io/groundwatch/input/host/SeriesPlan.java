package io.groundwatch.input.host;

import io.groundwatch.config.HostFields;
import io.groundwatch.config.HostInputConfig;
import io.groundwatch.config.Measurement;
import io.groundwatch.model.Dimensions;
import io.groundwatch.model.MetricSeries;
import io.groundwatch.model.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What one input publishes: its configured measurements with their names and units, and how each is
 * got from a reading. Made once an input; makes the series of each resource.
 */
final class SeriesPlan<R> {
  private final String namespace;
  private final Dimensions base;
  private final HostInputConfig config;
  private final List<FieldValue<R>> values = new ArrayList<>();

  /**
   * Plans the measurements of {@code config}.
   *
   * @param base the dimensions of every series of this host
   * @param known every field that the collector can measure
   */
  SeriesPlan(
      String namespace, Dimensions base, HostInputConfig config, Map<String, FieldValue<R>> known) {
    this.namespace = namespace;
    this.base = base.with(config.appendDimensions());
    this.config = config;
    for (Measurement measurement : config.measurements()) {
      FieldValue<R> value = known.get(measurement.field());
      if (value == null) {
        throw new IllegalArgumentException(
            "measurement: " + measurement.field() + " (expected: one of " + known.keySet() + ")");
      }
      values.add(value);
    }
  }

  /** The series of one resource, told from its siblings by {@code dimensions}. */
  SeriesGroup<R> group(Map<String, String> dimensions) {
    Dimensions all = base.with(dimensions);
    List<MetricSeries> series = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Measurement measurement = config.measurements().get(i);
      series.add(
          new MetricSeries(
              namespace,
              measurement.rename().orElse(config.name() + "_" + measurement.field()),
              unit(measurement),
              all,
              values.get(i).kind(),
              config.intervalSeconds()));
    }
    return new SeriesGroup<>(series, values);
  }

  private Unit unit(Measurement measurement) {
    Unit usual = HostFields.of(config.name()).getOrDefault(measurement.field(), Unit.NONE);
    return measurement.unit().orElse(usual);
  }
}
