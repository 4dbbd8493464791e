package io.groundwatch.input.host;

import io.groundwatch.config.HostFields;
import io.groundwatch.config.HostInputConfig;
import io.groundwatch.config.Measurement;
import io.groundwatch.model.Dimensions;
import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSeries;
import io.groundwatch.model.Unit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one input publishes: its configured measurements with their names and units, and how each is
 * got from a reading. Made once an input; makes the series of each resource.
 */
final class SeriesPlan<R> {
  /** Of one input: far more than anyone looks at, and what memory and a backend's bill bear. */
  static final int MAX_SERIES = 10_000;

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

  /** Of how many resources this is published at most. */
  int maxResources() {
    return MAX_SERIES / Math.max(1, values.size() * (1 + config.rollUps().size()));
  }

  int intervalSeconds() {
    return config.intervalSeconds();
  }

  /** The series of one resource, told from its siblings by {@code dimensions}. */
  SeriesGroup<R> group(Map<String, String> dimensions) {
    Dimensions all = base.with(dimensions);
    List<Dimensions> rolledUp = rolledUp(all);
    List<MetricSeries> series = new ArrayList<>();
    List<FieldValue<R>> of = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Measurement measurement = config.measurements().get(i);
      List<Dimensions> under = new ArrayList<>(rolledUp);
      if (!config.dropOriginal().contains(measurement.field())) {
        under.add(0, all);
      }
      for (Dimensions one : under) {
        series.add(series(measurement, one, values.get(i).kind()));
        of.add(values.get(i));
      }
    }
    return new SeriesGroup<>(series, of);
  }

  /**
   * What {@code aggregation_dimensions} adds: as upstream, each number once more under each of the
   * sets that it has all dimensions of, and others beside.
   */
  private List<Dimensions> rolledUp(Dimensions all) {
    List<Dimensions> rolledUp = new ArrayList<>();
    for (Set<String> names : config.rollUps()) {
      Map<String, String> some = new HashMap<>(all.entries());
      some.keySet().retainAll(names);
      if (some.size() == names.size() && names.size() < all.entries().size()) {
        rolledUp.add(new Dimensions(some));
      }
    }
    return rolledUp;
  }

  private MetricSeries series(Measurement measurement, Dimensions dimensions, MetricKind kind) {
    return new MetricSeries(
        namespace,
        measurement.rename().orElse(config.name() + "_" + measurement.field()),
        unit(measurement),
        dimensions,
        kind,
        config.intervalSeconds());
  }

  private Unit unit(Measurement measurement) {
    Unit usual = HostFields.of(config.name()).getOrDefault(measurement.field(), Unit.NONE);
    return measurement.unit().orElse(usual);
  }
}
