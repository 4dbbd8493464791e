package io.groundwatch.config;

import java.util.Map;
import java.util.TreeMap;

/**
 * The CloudWatch Agent's keys that this version accepts and does not serve, by section. A key moves
 * from here to its section's reader when it is served. Source: that agent's configuration schema
 * (translator/config/schema.json) and the keys its translator reads beyond it; {@code server} is
 * our own. What a key takes is in {@link ConfigSchema}.
 */
final class UpstreamKeys {
  private static final UnservedKey ENTITY =
      new UnservedKey("no service or environment name goes with metrics");
  private static final UnservedKey NAMED =
      new UnservedKey(
          "destinations says where records go, and how; this key is for a file without");
  private static final UnservedKey TUNING =
      new UnservedKey("batching is set in destinations, by batch and buffer");

  /** Sections beside agent, metrics and logs. */
  static final Map<String, UnservedKey> TOP =
      new Keys()
          .with("traces", "no traces are collected")
          .with("opentelemetry", "nothing in this section is collected")
          .with("csm", "no client-side monitoring data is collected")
          .with("global_tags", "these tags are not added")
          .with("server", "no server is started")
          .map();

  static final Map<String, UnservedKey> AGENT =
      new Keys()
          .with("logfile", "the agent's own log goes to standard error")
          .with("aws_sdk_log_level", "no AWS SDK is used")
          .with("run_as_user", "the agent stays the user that starts it")
          .with("user_agent", "requests carry the agent's own name")
          .with("quiet", "the log keeps its level")
          .with("internal", "nothing changes")
          .with("usage_metadata", "no usage data is sent")
          .with("system_metrics_enabled", "no such metrics are added")
          .with("collection_jitter", "samples are taken on time")
          .with("flush_interval", TUNING)
          .with("flush_jitter", TUNING)
          .with("metric_batch_size", TUNING)
          .with("metric_buffer_limit", TUNING)
          .with("precision", "samples keep their full time")
          .with("round_interval", "samples keep their full time")
          .map();

  static final Map<String, UnservedKey> METRICS =
      new Keys().with("service.name", ENTITY).with("deployment.environment", ENTITY).map();

  static final Map<String, UnservedKey> STATSD =
      new Keys().with("service.name", ENTITY).with("deployment.environment", ENTITY).map();

  static final Map<String, UnservedKey> OTLP =
      new Keys()
          .with("grpc_endpoint", "nothing listens for gRPC; http_endpoint takes the same")
          .with("service.name", ENTITY)
          .with("deployment.environment", ENTITY)
          .map();

  /** Inputs of {@code metrics.metrics_collected} without a collector. */
  static final Map<String, UnservedKey> METRICS_INPUTS =
      new Keys()
          .with("efa", "no EFA metrics are collected")
          .with("jmx", "no JMX metrics are collected")
          .map();

  /** Served where no destination is named, so that records go where upstream sends them. */
  static final Map<String, UnservedKey> AGENT_TARGET =
      new Keys().with("credentials", NAMED).with("use_dualstack_endpoint", NAMED).map();

  static final Map<String, UnservedKey> METRICS_TARGET =
      new Keys()
          .with("credentials", NAMED)
          .with("endpoint_override", NAMED)
          .with("metrics_destinations", NAMED)
          .map();

  static final Map<String, UnservedKey> LOGS_TARGET =
      new Keys()
          .with("credentials", NAMED)
          .with("endpoint_override", NAMED)
          .with("concurrency", NAMED)
          .map();

  /** What {@code logs.metrics_collected} names. */
  static final Map<String, UnservedKey> LOGS_METRICS =
      new Keys()
          .with("otlp", "nothing listens for OTLP")
          .with("prometheus", "no Prometheus targets are scraped")
          .with("ecs", "no metrics of ECS containers are collected")
          .with("kubernetes", "no metrics of Kubernetes containers are collected")
          .with("app_signals", "no application signals are collected")
          .with("application_signals", "no application signals are collected")
          .map();

  static final Map<String, UnservedKey> LOGS_COLLECTED =
      new Keys()
          .with("windows_events", "no Windows events are read")
          .with("application_signals", "no application signals are collected")
          .map();

  private UpstreamKeys() {}

  /** Collects a section's keys. */
  private static final class Keys {
    private final Map<String, UnservedKey> keys = new TreeMap<>();

    Keys with(String key, String consequence) {
      return with(key, new UnservedKey(consequence));
    }

    Keys with(String key, UnservedKey unserved) {
      keys.put(key, unserved);
      return this;
    }

    Map<String, UnservedKey> map() {
      return Map.copyOf(keys);
    }
  }
}
