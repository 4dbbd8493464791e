package io.groundwatch.config;

import io.groundwatch.config.ConfigNode.ArrayNode;
import io.groundwatch.config.ConfigNode.Member;
import io.groundwatch.config.ConfigNode.ObjectNode;
import io.groundwatch.config.ConfigNode.StringNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The schema of the configuration (JSON Schema 2020-12), which editors read too. It says what each
 * key means, what it takes and, where that is one value, its default. Immutable; any thread.
 */
final class ConfigSchema {
  /** Beside this package's parent, where the package's documentation finds it too. */
  static final String RESOURCE = "/io/groundwatch/config.schema.json";

  private static final String REFERENCE = "#/$defs/";

  /** Read when it is first asked for: a configuration that is served whole never asks. */
  private static final class Shipped {
    private static final ConfigSchema SCHEMA = new ConfigSchema(read());
  }

  private final ObjectNode root;

  private ConfigSchema(ObjectNode root) {
    this.root = root;
  }

  /** The one that comes with the agent. */
  static ConfigSchema shipped() {
    return Shipped.SCHEMA;
  }

  /** What holds for the whole document. */
  ObjectNode root() {
    return root;
  }

  /** What holds for the value at a pointer; empty where the schema knows no such place. */
  Optional<ObjectNode> at(String pointer) {
    Optional<ObjectNode> schema = Optional.of(root);
    for (String key : pointer.split("/", -1)) {
      if (!key.isEmpty()) {
        String name = key.replace("~1", "/").replace("~0", "~");
        schema = schema.flatMap(above -> member(above, name).or(() -> element(above)));
      }
    }
    return schema;
  }

  /** What holds for a member of an object for which {@code schema} holds. */
  Optional<ObjectNode> member(ObjectNode schema, String key) {
    return branches(schema).stream().flatMap(branch -> own(branch, key).stream()).findFirst();
  }

  /** What holds for an element of an array for which {@code schema} holds. */
  Optional<ObjectNode> element(ObjectNode schema) {
    return branches(schema).stream()
        .flatMap(branch -> object(branch, "items").stream())
        .findFirst();
  }

  /** What a schema itself, and none of its forms, says of a member. */
  static Optional<ObjectNode> own(ObjectNode schema, String key) {
    return object(schema, "properties")
        .flatMap(properties -> object(properties, key))
        .or(() -> patterned(schema, key))
        .or(() -> object(schema, "additionalProperties"));
  }

  private static Optional<ObjectNode> patterned(ObjectNode schema, String key) {
    return object(schema, "patternProperties").stream()
        .flatMap(
            patterns ->
                patterns.members().keySet().stream()
                    .filter(pattern -> SchemaLimits.found(pattern, key))
                    .flatMap(pattern -> object(patterns, pattern).stream()))
        .findFirst();
  }

  /** The schema, or the one that it refers to. */
  ObjectNode resolved(ObjectNode schema) {
    return text(schema, "$ref")
        .map(
            reference ->
                object(root, "$defs")
                    .flatMap(all -> object(all, reference.substring(REFERENCE.length())))
                    .orElseThrow())
        .orElse(schema);
  }

  /** The resolved schema itself and, where a value may have several forms, each of them. */
  List<ObjectNode> branches(ObjectNode schema) {
    ObjectNode whole = resolved(schema);
    List<ObjectNode> branches = new ArrayList<>();
    branches.add(whole);
    objects(whole, "anyOf").forEach(form -> branches.add(resolved(form)));
    return branches;
  }

  /** A member that is an object. */
  static Optional<ObjectNode> object(ObjectNode schema, String key) {
    return value(schema, key).filter(ObjectNode.class::isInstance).map(ObjectNode.class::cast);
  }

  /** The elements of a member that is an array of objects. */
  static List<ObjectNode> objects(ObjectNode schema, String key) {
    return elements(schema, key).stream()
        .filter(ObjectNode.class::isInstance)
        .map(ObjectNode.class::cast)
        .toList();
  }

  /** The texts of a member that is a string or an array of strings. */
  static List<String> texts(ObjectNode schema, String key) {
    List<ConfigNode> nodes = new ArrayList<>(elements(schema, key));
    value(schema, key).ifPresent(nodes::add);
    return nodes.stream()
        .filter(StringNode.class::isInstance)
        .map(node -> ((StringNode) node).text())
        .toList();
  }

  /** The text of a member that is a string. */
  static Optional<String> text(ObjectNode schema, String key) {
    return value(schema, key)
        .filter(StringNode.class::isInstance)
        .map(node -> ((StringNode) node).text());
  }

  /** The elements of a member that is an array. */
  static List<ConfigNode> elements(ObjectNode schema, String key) {
    return value(schema, key)
        .filter(ArrayNode.class::isInstance)
        .map(node -> ((ArrayNode) node).elements())
        .orElse(List.of());
  }

  /** A member. */
  static Optional<ConfigNode> value(ObjectNode schema, String key) {
    return Optional.ofNullable(schema.members().get(key)).map(Member::value);
  }

  private static ObjectNode read() {
    try (InputStream in = ConfigSchema.class.getResourceAsStream(RESOURCE)) {
      byte[] json = Objects.requireNonNull(in, RESOURCE).readAllBytes();
      Faults faults = new Faults();
      Optional<ConfigNode> root =
          ConfigParser.parse(RESOURCE, new String(json, StandardCharsets.UTF_8), faults);
      if (faults.hasErrors()) {
        throw new IllegalStateException(faults.all().toString());
      }
      return (ObjectNode) root.orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
