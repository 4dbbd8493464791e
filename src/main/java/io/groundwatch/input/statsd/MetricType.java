package io.groundwatch.input.statsd;

import io.groundwatch.model.Unit;

/** The types of StatsD, and of DogStatsD beside them. */
enum MetricType {
  COUNTER('c', "counter", Unit.COUNT),
  GAUGE('g', "gauge", Unit.NONE),
  TIMING('m', "timing", Unit.MILLISECONDS),
  HISTOGRAM('h', "histogram", Unit.NONE),
  DISTRIBUTION('d', "distribution", Unit.NONE),
  SET('s', "set", Unit.COUNT);

  private final char code;
  private final String key;
  private final Unit unit;

  MetricType(char code, String key, Unit unit) {
    this.code = code;
    this.key = key;
    this.unit = unit;
  }

  /** Tells it from the others in a hash. */
  char code() {
    return code;
  }

  /** As the CloudWatch Agent calls it, in the dimension {@code metric_type}. */
  String key() {
    return key;
  }

  Unit unit() {
    return unit;
  }
}
