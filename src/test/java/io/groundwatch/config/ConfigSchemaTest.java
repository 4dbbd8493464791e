package io.groundwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.ConfigNode.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The schema says what the readers read: no key less, no key more. */
class ConfigSchemaTest {
  private static final ConfigSchema SCHEMA = ConfigSchema.shipped();

  /** Every object that has a reader, with nothing or too little in it: readers ask all the same. */
  private static final String EVERY_OBJECT =
      """
      {
        "agent": { "buffer": {} },
        "metrics": { "metrics_collected": { %s } },
        "logs": {
          "metrics_collected": { "emf": {}, "structuredlog": {} },
          "logs_collected": { "otlp": { "tls": {} }, "syslog": { "tls": {} }, "cloudwatch": {}, "journald": { "collect_list": [ { "filters": [{}] } ] }, "files": { "collect_list": [ {
            "filters": [{}],
            "processors": [ { "type": "mask" }, { "type": "add_fields" }, { "type": "parse" },
                            { "type": "drop" }, { "type": "rate_limit" } ]
          } ] } }
        },
        "destinations": { "a": {
          "type": "http", "batch": {}, "buffer": {}, "retry": {}, "tls": {}, "proxy": { "user": "a" }, "headers": {},
          "auth": { "basic": {}, "headers": {}, "aws": {} }
        }, "b": { "type": "cloudwatch" }, "c": { "type": "otlp" },
          "d": { "type": "prometheus_remote_write", "labels": {} },
          "e": { "type": "loki" }, "f": { "type": "elasticsearch" },
          "g": { "type": "influxdb" }, "h": { "type": "influxdb", "api_version": "v2" }, "i": { "type": "splunk" }, "j": { "type": "prometheus" } }
      }
      """;

  /** What is only read where no destination is named, or in another form. */
  private static final String UPSTREAM_ALONE =
      """
      {
        "agent": { "credentials": {} },
        "metrics": { "credentials": {}, "metrics_destinations": { "amp": {} },
          "metrics_collected": { "otlp": [ { "tls": {} } ] } },
        "logs": { "credentials": {} }
      }
      """;

  /** Inputs of metrics that are not sampled. */
  private static final Set<String> LISTENERS =
      Set.of("statsd", "collectd", "otlp", "prometheus", "cloudwatch");

  /** Keys that readers know, by the pointer of their object, with {@code *} for free names. */
  private static final Map<String, Set<String>> READ = new TreeMap<>();

  /** Keys that are accepted and not served; below them there are no readers. */
  private static final Set<String> UNSERVED = new TreeSet<>();

  @BeforeAll
  static void read() {
    String inputs =
        inputs().stream().map(ConfigSchemaTest::input).collect(Collectors.joining(", "));
    Faults faults =
        new Faults(
            (pointer, keys) ->
                READ.computeIfAbsent(general(pointer), p -> new TreeSet<>()).addAll(keys));
    for (String text : List.of(EVERY_OBJECT.formatted(inputs), UPSTREAM_ALONE)) {
      ConfigNode document = ConfigParser.parse("f", text, faults).orElseThrow();
      new AgentConfigReader(faults).read(ObjectReader.of(document, faults).orElseThrow());
    }
    Map.of(
            "", UpstreamKeys.TOP,
            "/agent", UpstreamKeys.AGENT,
            "/metrics", UpstreamKeys.METRICS,
            "/metrics/metrics_collected", UpstreamKeys.METRICS_INPUTS,
            "/logs", UpstreamKeys.LOGS_TARGET,
            "/logs/logs_collected", UpstreamKeys.LOGS_COLLECTED,
            "/logs/metrics_collected", UpstreamKeys.LOGS_METRICS)
        .forEach((pointer, keys) -> keys.keySet().forEach(k -> UNSERVED.add(pointer + "/" + k)));
  }

  @Test
  void everyKeyThatIsReadIsInTheSchema() {
    assertThat(READ).hasSizeGreaterThan(20);
    READ.forEach(
        (pointer, keys) ->
            assertThat(properties(pointer)).as("schema of %s", pointer).containsAll(keys));
  }

  @Test
  void everyKeyOfTheSchemaIsRead() {
    walk(
        "",
        (pointer, rule) -> {
          Set<String> properties = properties(pointer);
          if (pointer.equals("/metrics/metrics_collected")) {
            Set<String> inputs = inputs();
            inputs.addAll(UpstreamKeys.METRICS_INPUTS.keySet());
            assertThat(properties).isEqualTo(inputs);
          } else if (!properties.isEmpty()) {
            assertThat(READ.getOrDefault(pointer, Set.of()))
                .as("readers of %s", pointer)
                .containsAll(properties);
          }
        });
  }

  @Test
  void everyKeyThatIsNotServedIsInTheSchema() {
    assertThat(UNSERVED).allSatisfy(pointer -> assertThat(SCHEMA.at(pointer)).isPresent());
  }

  @Test
  void everyKeyIsDescribed() {
    walk(
        "",
        (pointer, rule) ->
            ConfigSchema.object(rule, "properties")
                .ifPresent(
                    properties ->
                        properties
                            .members()
                            .keySet()
                            .forEach(
                                key -> {
                                  ObjectNode property =
                                      ConfigSchema.object(properties, key).orElseThrow();
                                  assertThat(description(property))
                                      .as("%s/%s", pointer, key)
                                      .isNotBlank();
                                })));
  }

  @Test
  void takesTheExample() throws Exception {
    Faults faults = new Faults();
    String example = java.nio.file.Files.readString(java.nio.file.Path.of("config.example.json"));
    ConfigNode document = ConfigParser.parse("example", example, faults).orElseThrow();
    new SchemaCheck(SCHEMA, faults).check(SCHEMA.root(), document);

    assertThat(faults.all()).isEmpty();
  }

  /** Those that have a reader; nvidia_gpu is the other name of one. */
  private static Set<String> inputs() {
    Set<String> inputs = new TreeSet<>(HostFields.inputs());
    inputs.add("nvidia_gpu");
    inputs.addAll(LISTENERS);
    return inputs;
  }

  private static String input(String name) {
    String input = LISTENERS.contains(name) ? "{ \"tls\": {} }" : "{ \"measurement\": [{}] }";
    return "\"" + name + "\": " + (name.equals("procstat") ? "[" + input + "]" : input);
  }

  private static String description(ObjectNode property) {
    return ConfigSchema.text(property, "description")
        .or(() -> ConfigSchema.text(SCHEMA.resolved(property), "description"))
        .orElse("");
  }

  private static Set<String> properties(String pointer) {
    Set<String> properties = new TreeSet<>();
    SCHEMA
        .at(pointer)
        .ifPresent(
            rule ->
                SCHEMA
                    .branches(rule)
                    .forEach(
                        branch ->
                            ConfigSchema.object(branch, "properties")
                                .ifPresent(p -> properties.addAll(p.members().keySet()))));
    return properties;
  }

  /** Every place that the schema knows and that is served. */
  private static void walk(
      String pointer, java.util.function.BiConsumer<String, ObjectNode> visitor) {
    if (UNSERVED.contains(pointer)) {
      return;
    }
    for (ObjectNode rule : SCHEMA.branches(SCHEMA.at(pointer).orElseThrow())) {
      visitor.accept(pointer, rule);
      ConfigSchema.object(rule, "properties")
          .ifPresent(p -> p.members().keySet().forEach(k -> walk(pointer + "/" + k, visitor)));
      boolean free =
          ConfigSchema.object(rule, "items").isPresent()
              || ConfigSchema.object(rule, "additionalProperties").isPresent();
      if (free && !pointer.equals("/metrics/metrics_collected")) {
        walk(pointer + "/*", visitor);
      }
    }
  }

  private static String general(String pointer) {
    return pointer
        .replaceAll("/[0-9]+(?=/|$)", "/*")
        .replaceFirst("^/destinations/[a-z]", "/destinations/*");
  }
}
