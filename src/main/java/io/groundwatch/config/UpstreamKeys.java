package io.groundwatch.config;

import static io.groundwatch.config.UnservedKey.Shape.ANY;
import static io.groundwatch.config.UnservedKey.Shape.ARRAY;
import static io.groundwatch.config.UnservedKey.Shape.BOOLEAN;
import static io.groundwatch.config.UnservedKey.Shape.INTEGER;
import static io.groundwatch.config.UnservedKey.Shape.MEASURED;
import static io.groundwatch.config.UnservedKey.Shape.OBJECT;
import static io.groundwatch.config.UnservedKey.Shape.SECTIONS;
import static io.groundwatch.config.UnservedKey.Shape.STRING;

import io.groundwatch.config.UnservedKey.Shape;
import java.util.Map;
import java.util.TreeMap;

/**
 * The CloudWatch Agent's keys that this version accepts and does not serve, by section. A key moves
 * from here to its section's reader when it is served. Source: that agent's configuration schema
 * (translator/config/schema.json) and the keys its translator reads beyond it; {@code server} is
 * our own.
 */
final class UpstreamKeys {
  private static final UnservedKey ENTITY =
      new UnservedKey(STRING, "no service or environment name goes with metrics");
  private static final UnservedKey CREDENTIALS =
      new UnservedKey(OBJECT, "no AWS credentials are used");
  private static final UnservedKey ENDPOINT =
      new UnservedKey(STRING, "nothing is sent to CloudWatch; name an address in destinations");
  private static final UnservedKey TUNING =
      new UnservedKey(ANY, "batching is set in destinations, by batch and buffer");

  /** Sections beside agent, metrics and logs. */
  static final Map<String, UnservedKey> TOP =
      new Keys()
          .with("traces", OBJECT, "no traces are collected")
          .with("opentelemetry", OBJECT, "nothing in this section is collected")
          .with("csm", OBJECT, "no client-side monitoring data is collected")
          .with("global_tags", OBJECT, "these tags are not added")
          .with("server", OBJECT, "no server is started")
          .map();

  static final Map<String, UnservedKey> AGENT =
      new Keys()
          .with("logfile", STRING, "the agent's own log goes to standard error")
          .with("aws_sdk_log_level", STRING, "no AWS SDK is used")
          .with("credentials", CREDENTIALS)
          .with("run_as_user", STRING, "the agent stays the user that starts it")
          .with("user_agent", STRING, "requests carry the agent's own name")
          .with("quiet", BOOLEAN, "the log keeps its level")
          .with("internal", BOOLEAN, "nothing changes")
          .with("use_dualstack_endpoint", BOOLEAN, "nothing is sent to CloudWatch")
          .with("usage_metadata", ARRAY, "no usage data is sent")
          .with("system_metrics_enabled", BOOLEAN, "no such metrics are added")
          .with("collection_jitter", ANY, "samples are taken on time")
          .with("flush_interval", TUNING)
          .with("flush_jitter", TUNING)
          .with("metric_batch_size", TUNING)
          .with("metric_buffer_limit", TUNING)
          .with("precision", ANY, "samples keep their full time")
          .with("round_interval", ANY, "samples keep their full time")
          .map();

  static final Map<String, UnservedKey> METRICS =
      new Keys()
          .with("metrics_destinations", OBJECT, "metrics go where destinations says")
          .with("credentials", CREDENTIALS)
          .with("endpoint_override", ENDPOINT)
          .with("service.name", ENTITY)
          .with("deployment.environment", ENTITY)
          .map();

  /** Inputs of {@code metrics.metrics_collected} without a collector. */
  static final Map<String, UnservedKey> METRICS_INPUTS =
      new Keys()
          .with("collectd", OBJECT, "nothing listens for collectd")
          .with("statsd", OBJECT, "nothing listens for StatsD")
          .with("otlp", SECTIONS, "nothing listens for OTLP metrics")
          .with("efa", MEASURED, "no EFA metrics are collected")
          .with("jmx", SECTIONS, "no JMX metrics are collected")
          .with("prometheus", OBJECT, "no Prometheus targets are scraped")
          .map();

  static final Map<String, UnservedKey> LOGS =
      new Keys()
          .with("metrics_collected", OBJECT, "no metrics are taken from logs, EMF or containers")
          .with("credentials", CREDENTIALS)
          .with("endpoint_override", ENDPOINT)
          .with("concurrency", INTEGER, "a destination has its own \"concurrency\"")
          .map();

  static final Map<String, UnservedKey> LOGS_COLLECTED =
      new Keys()
          .with("windows_events", OBJECT, "no Windows events are read")
          .with("application_signals", OBJECT, "no application signals are collected")
          .map();

  private UpstreamKeys() {}

  /** Collects a section's keys. */
  private static final class Keys {
    private final Map<String, UnservedKey> keys = new TreeMap<>();

    Keys with(String key, Shape shape, String consequence) {
      return with(key, new UnservedKey(shape, consequence));
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
