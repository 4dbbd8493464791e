package io.groundwatch.config;

import io.groundwatch.config.ConfigNode.ArrayNode;
import io.groundwatch.config.ConfigNode.Member;
import io.groundwatch.config.ConfigNode.ObjectNode;
import io.groundwatch.config.ConfigNode.StringNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What of a configuration has an effect: all files as one document, with the defaults that the
 * schema names, without what does nothing, and with secrets masked. Immutable.
 */
public final class ShownConfig {
  private static final String MASK = "***";
  private static final Pattern PASSWORD = Pattern.compile("(://[^/@:?]*:)[^/@]*@");
  private static final Pattern QUERY = Pattern.compile("(?s)(^https?://[^?]*\\?).*");

  private final ObjectNode document;
  private final Set<Place> unused;

  /**
   * @param unused the keys that do nothing, by the places of their names
   */
  ShownConfig(ObjectNode document, Set<Place> unused) {
    this.document = document;
    this.unused = unused;
  }

  /** The document as JSON, for people; it loads as the same configuration, but for the masks. */
  public String text() {
    ConfigSchema schema = ConfigSchema.shipped();
    return JsonText.of(shown(schema, Optional.of(schema.root()), document));
  }

  private ConfigNode shown(ConfigSchema schema, Optional<ObjectNode> rule, ConfigNode node) {
    if (node instanceof ObjectNode object) {
      return object(schema, rule, object);
    }
    if (node instanceof ArrayNode array) {
      Optional<ObjectNode> items = rule.flatMap(schema::element);
      return new ArrayNode(
          array.place(), array.elements().stream().map(e -> shown(schema, items, e)).toList());
    }
    return node instanceof StringNode string ? text(schema, rule, string) : node;
  }

  private ObjectNode object(ConfigSchema schema, Optional<ObjectNode> rule, ObjectNode object) {
    Map<String, Member> known = new LinkedHashMap<>(object.members());
    known
        .keySet()
        .removeIf(
            key ->
                ObjectReader.isNote(object, key)
                    || rule.flatMap(r -> schema.member(r, key)).isEmpty());
    Map<String, Member> members = new LinkedHashMap<>(known);
    members.values().removeIf(member -> unused.contains(member.namePlace()));
    if (members.isEmpty()) {
      // A section may not be empty, and what is not served stands for itself then.
      members.putAll(known);
    }
    rule.ifPresent(r -> defaults(schema, r).forEach(members::putIfAbsent));
    if (DestinationReader.sendsNone(object)) {
      members.keySet().removeAll(DestinationReader.REQUEST_KEYS);
    }
    members.replaceAll(
        (key, member) ->
            new Member(
                member.namePlace(),
                shown(schema, rule.flatMap(r -> schema.member(r, key)), member.value())));
    return new ObjectNode(object.place(), members);
  }

  private static Map<String, Member> defaults(ConfigSchema schema, ObjectNode rule) {
    Map<String, Member> defaults = new LinkedHashMap<>();
    ConfigSchema.object(schema.resolved(rule), "properties")
        .ifPresent(
            properties ->
                properties
                    .members()
                    .forEach(
                        (key, member) ->
                            ConfigSchema.object(properties, key)
                                .flatMap(property -> ConfigSchema.value(property, "default"))
                                .ifPresent(
                                    value -> defaults.put(key, new Member(value.place(), value)))));
    return defaults;
  }

  private static StringNode text(
      ConfigSchema schema, Optional<ObjectNode> rule, StringNode string) {
    boolean secret =
        rule.map(schema::resolved).flatMap(r -> ConfigSchema.value(r, "writeOnly")).isPresent();
    String text = string.text();
    String shown =
        secret && !SecretRef.OfText.isVariable(text)
            ? MASK
            : QUERY
                .matcher(PASSWORD.matcher(text).replaceAll("$1" + MASK + "@"))
                .replaceAll("$1" + MASK);
    return new StringNode(string.place(), shown);
  }
}
