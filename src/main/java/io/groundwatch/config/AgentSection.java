package io.groundwatch.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The section {@code agent}: what holds for the whole agent.
 *
 * @param metricsCollectionIntervalSeconds between two samples, where an input does not say
 * @param stateDirectory of queues and positions; absent = the usual places
 * @param omitHostname whether samples go without the dimension {@code host}
 * @param hostname in place of the system's own name
 * @param debug whether the agent's own log has its debug lines
 * @param statusInterval between two status lines in the agent's own log
 * @param region of AWS, for {@code {aws_region}} in names
 * @param attributes of every log record, such as {@code service.name}; names sorted
 * @param hostRoot where, in a container, the host's {@code /} is mounted; absent = the environment
 *     says, or it is our own
 * @param reloadOnChange whether the configuration is read again when one of its files changed
 * @param monitorListen where {@code /healthz} and {@code /metrics} are served; empty = nowhere
 * @param maxTotalBytes of the buffers of all lanes together; empty = each has its own limit alone
 */
public record AgentSection(
    int metricsCollectionIntervalSeconds,
    Optional<Path> stateDirectory,
    boolean omitHostname,
    Optional<String> hostname,
    boolean debug,
    Duration statusInterval,
    Optional<String> region,
    Map<String, String> attributes,
    Optional<Path> hostRoot,
    boolean reloadOnChange,
    Optional<ListenAddress> monitorListen,
    Optional<Long> maxTotalBytes) {
  public static final int DEFAULT_METRICS_COLLECTION_INTERVAL_SECONDS = 60;
  public static final Duration DEFAULT_STATUS_INTERVAL = Duration.ofMinutes(5);

  /** What holds where the file says nothing. */
  public static final AgentSection DEFAULTS =
      new AgentSection(
          DEFAULT_METRICS_COLLECTION_INTERVAL_SECONDS,
          Optional.empty(),
          false,
          Optional.empty(),
          false,
          DEFAULT_STATUS_INTERVAL,
          Optional.empty(),
          Map.of(),
          Optional.empty(),
          false,
          Optional.empty(),
          Optional.empty());

  /** Keeps its own copy. */
  public AgentSection {
    attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
  }
}
