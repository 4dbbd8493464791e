package io.groundwatch.input.otlp;

import io.groundwatch.codec.DamagedMessageException;
import io.groundwatch.codec.ProtoCursor;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who sent something: the attributes of its {@code Resource}, and of its {@code
 * InstrumentationScope} the name and version.
 */
final class Resource {
  private static final int OWNER = 1;
  private static final int RESOURCE_ATTRIBUTES = 1;
  private static final int SCOPE_NAME = 1;
  private static final int SCOPE_VERSION = 2;
  private static final int SCOPE_ATTRIBUTES = 3;

  private Resource() {}

  /** The attributes of the resource of a {@code ResourceLogs} or {@code ResourceMetrics}. */
  static Map<String, String> attributes(ProtoCursor group, Attributes reader)
      throws DamagedMessageException {
    ProtoCursor fields = new ProtoCursor().of(group);
    return fields.next(OWNER) ? reader.map(fields, RESOURCE_ATTRIBUTES) : Map.of();
  }

  /** What a {@code ScopeLogs} says of its scope, under the names that OpenTelemetry gives it. */
  static Map<String, String> scope(ProtoCursor group, Attributes reader)
      throws DamagedMessageException {
    ProtoCursor fields = new ProtoCursor().of(group);
    if (!fields.next(OWNER)) {
      return Map.of();
    }
    Map<String, String> scope = new TreeMap<>(reader.map(fields, SCOPE_ATTRIBUTES));
    ProtoCursor named = new ProtoCursor().of(fields);
    while (named.next()) {
      String text = named.text();
      if (text != null && !text.isEmpty()) {
        if (named.field() == SCOPE_NAME) {
          scope.put("otel.scope.name", text);
        } else if (named.field() == SCOPE_VERSION) {
          scope.put("otel.scope.version", text);
        }
      }
    }
    return scope;
  }
}
