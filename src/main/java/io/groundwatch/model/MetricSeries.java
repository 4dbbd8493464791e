package io.groundwatch.model;

import java.util.Map;

/**
 * All of a metric that stays the same from sample to sample. A collector makes it once and keeps
 * it.
 *
 * @param namespace the group of metrics, as CloudWatch knows it; {@code CWAgent} by default
 * @param name the published name, such as {@code cpu_usage_active}
 * @param unit of the value
 * @param dimensions that tell it from its siblings
 * @param kind of number
 * @param intervalSeconds how often it is sampled, at least 1
 */
public record MetricSeries(
    String namespace,
    String name,
    Unit unit,
    Dimensions dimensions,
    MetricKind kind,
    int intervalSeconds) {
  /** Below this, CloudWatch counts a metric as high resolution. */
  private static final int STANDARD_INTERVAL_SECONDS = 60;

  private static final long OBJECT_BYTES = 200;
  private static final long ENTRY_BYTES = 150;

  /** Refuses an interval that is no interval. */
  public MetricSeries {
    if (intervalSeconds < 1) {
      throw new IllegalArgumentException(
          "intervalSeconds: " + intervalSeconds + " (expected: >= 1)");
    }
  }

  /** About how many bytes it takes in memory. */
  public long memoryBytes() {
    long bytes = OBJECT_BYTES + name.length();
    for (Map.Entry<String, String> dimension : dimensions.entries().entrySet()) {
      bytes += ENTRY_BYTES + dimension.getKey().length() + dimension.getValue().length();
    }
    return bytes;
  }

  /** CloudWatch's {@code StorageResolution}: 1 below a minute, else 60. */
  public int storageResolutionSeconds() {
    return intervalSeconds < STANDARD_INTERVAL_SECONDS ? 1 : STANDARD_INTERVAL_SECONDS;
  }
}
