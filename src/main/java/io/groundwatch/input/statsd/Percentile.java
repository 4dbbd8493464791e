package io.groundwatch.input.statsd;

import io.groundwatch.model.MetricSeries;
import io.groundwatch.model.ValueSet;
import java.math.BigDecimal;

/**
 * A percentile of a series' values, published as a series of its own for backends that take no
 * values: {@code name_p99}.
 *
 * @param percent above 0, up to 100
 * @param series its own
 */
record Percentile(double percent, MetricSeries series) {
  static Percentile of(double percent, MetricSeries of) {
    String name =
        of.name() + "_p" + BigDecimal.valueOf(percent).stripTrailingZeros().toPlainString();
    return new Percentile(
        percent,
        new MetricSeries(
            of.namespace(), name, of.unit(), of.dimensions(), of.kind(), of.intervalSeconds()));
  }

  double of(ValueSet set) {
    return set.percentile(percent);
  }
}
