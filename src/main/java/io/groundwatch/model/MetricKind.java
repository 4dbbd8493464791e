package io.groundwatch.model;

/** What a metric's number means from one sample to the next. */
public enum MetricKind {
  /** A value at a moment. */
  GAUGE("gauge"),
  /** What came to pass in the interval that ends at the sample's time. */
  DELTA("delta"),
  /** A total since {@link MetricSample#startNanos()}. */
  CUMULATIVE("cumulative");

  private final String key;

  MetricKind(String key) {
    this.key = key;
  }

  /** Its name in records. */
  public String key() {
    return key;
  }
}
