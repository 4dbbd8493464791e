package io.groundwatch.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One of the {@code scrape_configs} of Prometheus's configuration (prometheus.io, "Configuration"):
 * targets that are asked for their metrics.
 *
 * @param name the label {@code job} of each sample
 * @param interval how often each target is asked
 * @param timeout how long one may take, at most the interval
 * @param path and {@code params} what it is asked for
 * @param tls whether it is spoken to with TLS
 * @param certificates for that
 * @param honorLabels whether a target's own labels win over those that are attached here
 * @param honorTimestamps whether a target's own times count
 * @param auth how requests are authenticated
 * @param targets that stand in the configuration
 * @param files that name further ones
 * @param relabel applied to targets
 * @param metricRelabel applied to samples
 * @param sampleLimit more samples than this make a scrape fail; 0 = none
 * @param externalLabels of every sample
 */
public record ScrapeJob(
    String name,
    Duration interval,
    Duration timeout,
    String path,
    Map<String, List<String>> params,
    boolean tls,
    TlsConfig certificates,
    boolean honorLabels,
    boolean honorTimestamps,
    Optional<AuthConfig> auth,
    List<Group> targets,
    List<Files> files,
    List<RelabelRule> relabel,
    List<RelabelRule> metricRelabel,
    int sampleLimit,
    Map<String, String> externalLabels) {
  /**
   * Targets that share labels.
   *
   * @param addresses {@code HOST:PORT}, or a host alone
   */
  public record Group(List<String> addresses, Map<String, String> labels) {
    /** Keeps its own copies. */
    public Group {
      addresses = List.copyOf(addresses);
      labels = Map.copyOf(labels);
    }
  }

  /**
   * Files that name targets, in JSON or YAML, looked at again and again.
   *
   * @param patterns of paths; a file's name may hold one {@code *}
   */
  public record Files(List<Path> patterns, Duration refresh) {
    /** Keeps its own copy. */
    public Files {
      patterns = List.copyOf(patterns);
    }
  }

  /** Keeps its own copies. */
  public ScrapeJob {
    params = Map.copyOf(params);
    targets = List.copyOf(targets);
    files = List.copyOf(files);
    relabel = List.copyOf(relabel);
    metricRelabel = List.copyOf(metricRelabel);
    externalLabels = Map.copyOf(externalLabels);
  }
}
