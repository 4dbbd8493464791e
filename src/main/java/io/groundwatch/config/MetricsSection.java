package io.groundwatch.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The section {@code metrics}.
 *
 * @param namespace of every metric
 * @param appendDimensions added to every metric
 * @param forceFlushInterval the default {@code max_age} of this section's lanes
 * @param inputs what to sample, in the order of the file
 * @param statsd the listener for StatsD; absent = none
 * @param collectd the listener for collectd; absent = none
 * @param otlp the listeners for metrics in OTLP
 * @param scrapeJobs targets of Prometheus that are scraped
 * @param cloudWatchApi the listener that speaks CloudWatch's API; absent = none
 * @param destinations where this section's metrics go; absent = wherever metrics go
 */
public record MetricsSection(
    String namespace,
    Map<String, String> appendDimensions,
    Optional<Duration> forceFlushInterval,
    List<HostInputConfig> inputs,
    Optional<StatsdConfig> statsd,
    Optional<CollectdConfig> collectd,
    List<OtlpConfig> otlp,
    List<ScrapeJob> scrapeJobs,
    Optional<CloudWatchApiConfig> cloudWatchApi,
    Optional<List<String>> destinations) {
  public static final String DEFAULT_NAMESPACE = "CWAgent";

  /** Keeps its own copies. */
  public MetricsSection {
    appendDimensions = Map.copyOf(appendDimensions);
    inputs = List.copyOf(inputs);
    otlp = List.copyOf(otlp);
    scrapeJobs = List.copyOf(scrapeJobs);
    destinations = destinations.map(List::copyOf);
  }

  /** Whether one of its listeners makes log records too. */
  public boolean takesRecords() {
    return collectd.flatMap(CollectdConfig::logGroup).isPresent()
        || statsd.flatMap(StatsdConfig::logGroup).isPresent();
  }

  /** Whether there is anything that gives metrics. */
  public boolean collects() {
    return !inputs.isEmpty()
        || statsd.isPresent()
        || collectd.isPresent()
        || !otlp.isEmpty()
        || !scrapeJobs.isEmpty()
        || cloudWatchApi.isPresent();
  }
}
