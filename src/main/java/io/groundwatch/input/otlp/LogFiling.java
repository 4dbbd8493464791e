package io.groundwatch.input.otlp;

import io.groundwatch.model.LogOrigin;
import io.groundwatch.pipeline.LogPlaceholders;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Where the records of a resource are filed. Its own word comes first, by the names that
 * OpenTelemetry has for it ({@code aws.log.group.names}, {@code aws.log.stream.names}, of several
 * the first); then what the configuration says; then its service's name, and its instance, or host.
 *
 * @param group as configured; absent = by service
 * @param stream as configured; absent = by instance
 * @param host what placeholders in either stand for
 */
record LogFiling(Optional<String> group, Optional<String> stream, LogPlaceholders host) {
  private static final String DEFAULT_GROUP = "otlp";
  private static final String HOSTNAME = "{hostname}";
  private static final String OWN_GROUP = "aws.log.group.names";
  private static final String OWN_STREAM = "aws.log.stream.names";

  /** The origin of records of a resource and a scope. */
  LogOrigin of(Map<String, String> resource, Map<String, String> scope) {
    Map<String, String> attributes = new TreeMap<>(resource);
    attributes.putAll(scope);
    attributes.remove(OWN_GROUP);
    attributes.remove(OWN_STREAM);
    return new LogOrigin(
        first(resource, OWN_GROUP)
            .or(() -> group.map(this::filled))
            .or(() -> text(resource, "service.name"))
            .orElse(DEFAULT_GROUP),
        first(resource, OWN_STREAM)
            .or(() -> stream.map(this::filled))
            .or(() -> text(resource, "service.instance.id"))
            .or(() -> text(resource, "host.name"))
            .orElseGet(() -> filled(HOSTNAME)),
        "",
        attributes);
  }

  private String filled(String text) {
    return LogPlaceholders.fill(text, host.values());
  }

  /** Of an array, which attributes have as JSON, its first; or the text itself. */
  private static Optional<String> first(Map<String, String> resource, String name) {
    return text(resource, name)
        .flatMap(
            text ->
                text.startsWith("[\"")
                    ? Stream.of(text.substring(2).split("\"", 2)).findFirst()
                    : Optional.of(text))
        .filter(text -> !text.isBlank());
  }

  private static Optional<String> text(Map<String, String> resource, String name) {
    return Optional.ofNullable(resource.get(name)).filter(text -> !text.isBlank());
  }
}
