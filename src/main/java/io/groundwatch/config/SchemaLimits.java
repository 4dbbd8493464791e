package io.groundwatch.config;

import io.groundwatch.config.ConfigNode.NumberNode;
import io.groundwatch.config.ConfigNode.ObjectNode;
import io.groundwatch.text.LinePattern;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The limits that a rule of the schema sets to a number, a text or a count.
 *
 * @param least the smallest that is allowed
 * @param most the largest that is allowed
 */
record SchemaLimits(long least, long most) {
  static SchemaLimits ofNumber(ObjectNode rule) {
    return of(rule, "minimum", "maximum", Long.MIN_VALUE);
  }

  static SchemaLimits ofLength(ObjectNode rule) {
    return of(rule, "minLength", "maxLength", 0);
  }

  static SchemaLimits ofElements(ObjectNode rule) {
    return of(rule, "minItems", "maxItems", 0);
  }

  static SchemaLimits ofMembers(ObjectNode rule) {
    return of(rule, "minProperties", "maxProperties", 0);
  }

  private static SchemaLimits of(ObjectNode rule, String min, String max, long otherwise) {
    return new SchemaLimits(
        number(rule, min).orElse(otherwise), number(rule, max).orElse(Long.MAX_VALUE));
  }

  private static Optional<Long> number(ObjectNode rule, String key) {
    return ConfigSchema.value(rule, key).map(node -> ((NumberNode) node).integer().orElseThrow());
  }

  /** Whether the text has the form that the rule asks for. */
  static boolean formFits(ObjectNode rule, String text) {
    return ConfigSchema.text(rule, "pattern").map(pattern -> found(pattern, text)).orElse(true);
  }

  /** Whether a pattern of the schema is found in a text. */
  static boolean found(String pattern, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return LinePattern.compile(pattern).find(bytes, 0, bytes.length);
  }

  boolean hold(long value) {
    return value >= least && value <= most;
  }

  /** {@code 1 to 5}, {@code at least 1}, or nothing where there is no limit. */
  String shown() {
    if (most == Long.MAX_VALUE) {
      return least == Long.MIN_VALUE ? "" : "at least " + least;
    }
    return least + " to " + most;
  }
}
