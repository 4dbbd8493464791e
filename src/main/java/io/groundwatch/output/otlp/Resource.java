package io.groundwatch.output.otlp;

import io.groundwatch.output.otlp.FieldWriter.Field;
import java.util.Map;
import java.util.TreeMap;

/**
 * What signals are about, and who observed it: the messages {@code Resource} and {@code
 * InstrumentationScope}, by OpenTelemetry's semantic conventions.
 *
 * @param attributes of the resource, such as {@code host.name}
 * @param namespace of the metrics, as an attribute of the scope; empty for logs
 */
record Resource(Map<String, String> attributes, String namespace) {
  static final String HOST_NAME = "host.name";
  private static final Field RESOURCE = new Field(1, "resource");
  private static final Field SCOPE = new Field(1, "scope");
  private static final Field RESOURCE_ATTRIBUTES = new Field(1, "attributes");
  private static final Field SCOPE_NAME = new Field(1, "name");
  private static final Field SCOPE_ATTRIBUTES = new Field(3, "attributes");
  private static final Field KEY = new Field(1, "key");
  private static final Field VALUE = new Field(2, "value");
  private static final Field STRING_VALUE = new Field(1, "stringValue");

  /** Sorts its own copy. */
  Resource {
    attributes = new TreeMap<>(attributes);
  }

  void writeResource(FieldWriter out) {
    out.message(RESOURCE, () -> attributes(out, RESOURCE_ATTRIBUTES, attributes));
  }

  void writeScope(FieldWriter out) {
    out.message(
        SCOPE,
        () -> {
          out.text(SCOPE_NAME, "io.groundwatch");
          if (!namespace.isEmpty()) {
            attributes(out, SCOPE_ATTRIBUTES, Map.of("namespace", namespace));
          }
        });
  }

  /** A repeated {@code KeyValue}. */
  static void attributes(FieldWriter out, Field field, Map<String, String> attributes) {
    out.each(
        field,
        attributes.entrySet(),
        attribute -> {
          out.text(KEY, attribute.getKey());
          out.message(VALUE, () -> value(out, attribute.getValue()));
        });
  }

  /** The fields of an {@code AnyValue}. */
  static void value(FieldWriter out, String text) {
    out.text(STRING_VALUE, text);
  }
}
