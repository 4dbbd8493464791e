package io.groundwatch.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A whole configuration, checked.
 *
 * @param agent present with its defaults where the file has no such section
 * @param metrics what to sample
 * @param logs which files to read
 * @param destinations where to send; empty where the file names none
 * @param implied where the CloudWatch Agent sends with a file that names no destination; empty
 *     where this one names some
 */
public record AgentConfig(
    AgentSection agent,
    Optional<MetricsSection> metrics,
    Optional<LogsSection> logs,
    List<DestinationConfig> destinations,
    List<DestinationConfig> implied) {
  /** Keeps its own copies. */
  public AgentConfig {
    destinations = List.copyOf(destinations);
    implied = List.copyOf(implied);
  }

  /** Whether a listener makes log records of what senders send, whatever section it is in. */
  public boolean takesRecords() {
    return metrics.map(MetricsSection::takesRecords).orElse(false)
        || logs.flatMap(LogsSection::otlp).isPresent()
        || logs.flatMap(LogsSection::syslog).isPresent()
        || logs.flatMap(LogsSection::cloudWatchApi).isPresent();
  }

  /** The listeners that speak CloudWatch's API, whatever section they are in: one an address. */
  public List<CloudWatchApiConfig> cloudWatchApis() {
    return CloudWatchApiReader.merged(
        Stream.concat(
                metrics.flatMap(MetricsSection::cloudWatchApi).stream(),
                logs.flatMap(LogsSection::cloudWatchApi).stream())
            .toList());
  }

  /** The listeners for OTLP, whatever section they are in: one an address. */
  public List<OtlpConfig> otlp() {
    return OtlpReader.merged(
        Stream.concat(
                metrics.stream().flatMap(m -> m.otlp().stream()),
                logs.stream().flatMap(l -> l.otlp().stream()))
            .toList());
  }
}
