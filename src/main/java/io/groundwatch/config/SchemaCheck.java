package io.groundwatch.config;

import io.groundwatch.config.ConfigNode.ArrayNode;
import io.groundwatch.config.ConfigNode.BooleanNode;
import io.groundwatch.config.ConfigNode.NumberNode;
import io.groundwatch.config.ConfigNode.ObjectNode;
import io.groundwatch.config.ConfigNode.StringNode;
import io.groundwatch.config.Fault.Severity;
import io.groundwatch.text.LinePattern;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Checks what has no reader against the schema: sections that are accepted and not served. Knows
 * the keywords that {@link ConfigSchema} uses, and says what is wrong in the readers' words.
 */
final class SchemaCheck {
  private static final Map<String, String> TYPES =
      Map.of(
          "object", "an object",
          "array", "an array",
          "string", "a string",
          "integer", "an integer",
          "boolean", "true or false");

  /** The format of patterns, which are compiled. */
  private static final String REGEX = "regex";

  private final ConfigSchema schema;
  private final Faults faults;

  SchemaCheck(ConfigSchema schema, Faults faults) {
    this.schema = schema;
    this.faults = faults;
  }

  /** Checks a value by what the shipped schema says of its place. */
  static void check(ConfigNode value, Faults faults) {
    ConfigSchema shipped = ConfigSchema.shipped();
    shipped
        .at(value.place().pointer())
        .ifPresent(rule -> new SchemaCheck(shipped, faults).check(rule, value));
  }

  /** Checks a value by a rule; each fault is at its own place. */
  void check(ObjectNode rule, ConfigNode value) {
    ObjectNode whole = schema.resolved(rule);
    if (!typeFits(whole, value)) {
      error(value, value.kind(), expected(whole));
      return;
    }
    words(whole, value);
    if (value instanceof StringNode string) {
      text(whole, string);
    } else if (value instanceof NumberNode number && !integerFits(whole, number)) {
      error(value, number.text(), integer(whole));
    } else if (value instanceof ArrayNode array) {
      elements(whole, array);
    } else if (value instanceof ObjectNode object) {
      members(whole, object);
    }
    forms(whole, value);
  }

  private static boolean typeFits(ObjectNode rule, ConfigNode value) {
    List<String> types = ConfigSchema.texts(rule, "type");
    return types.isEmpty() || types.stream().anyMatch(type -> fits(type, value));
  }

  private static boolean fits(String type, ConfigNode value) {
    return switch (type) {
      case "object" -> value instanceof ObjectNode;
      case "array" -> value instanceof ArrayNode;
      case "string" -> value instanceof StringNode;
      case "integer" -> value instanceof NumberNode number && number.integer().isPresent();
      case "boolean" -> value instanceof BooleanNode;
      default -> throw new IllegalStateException("type " + type);
    };
  }

  private String expected(ObjectNode rule) {
    ObjectNode whole = schema.resolved(rule);
    List<String> types = ConfigSchema.texts(whole, "type");
    if (types.equals(List.of("integer"))) {
      return integer(whole);
    }
    if (!types.isEmpty()) {
      return types.stream().map(TYPES::get).collect(Collectors.joining(" or "));
    }
    List<String> forms =
        ConfigSchema.objects(whole, "anyOf").stream().map(this::expected).distinct().toList();
    return forms.isEmpty() ? "one of " + choices(whole) : String.join(" or ", forms);
  }

  /** {@code enum} and {@code not}. */
  private void words(ObjectNode rule, ConfigNode value) {
    List<ConfigNode> allowed = ConfigSchema.elements(rule, "enum");
    if (!allowed.isEmpty() && allowed.stream().noneMatch(a -> CanonicalText.same(a, value))) {
      String hint =
          value instanceof StringNode string
              ? NearestName.hint(string.text(), ConfigSchema.texts(rule, "enum"))
              : "";
      faults.error(
          value.place(), shown(value) + " (expected: one of " + choices(rule) + ")" + hint);
    }
    ConfigSchema.object(rule, "not").stream()
        .flatMap(not -> ConfigSchema.elements(not, "enum").stream())
        .filter(refused -> CanonicalText.same(refused, value))
        .forEach(refused -> faults.error(value.place(), shown(value) + " is not taken"));
  }

  private static String choices(ObjectNode rule) {
    return ConfigSchema.elements(rule, "enum").stream()
        .map(
            choice ->
                choice instanceof NumberNode number ? number.text() : ((StringNode) choice).text())
        .collect(Collectors.joining(", "));
  }

  private static String shown(ConfigNode value) {
    return value instanceof StringNode string
        ? Fault.quote(string.text())
        : value instanceof NumberNode number ? number.text() : value.kind();
  }

  private static boolean integerFits(ObjectNode rule, NumberNode number) {
    return number.integer().stream().allMatch(SchemaLimits.ofNumber(rule)::hold);
  }

  private static String integer(ObjectNode rule) {
    String limits = SchemaLimits.ofNumber(rule).shown();
    String from = limits.contains(" to ") ? " from " : limits.isEmpty() ? "" : " of ";
    return "an integer" + from + limits;
  }

  private void text(ObjectNode rule, StringNode string) {
    SchemaLimits limits = SchemaLimits.ofLength(rule);
    int length = string.text().length();
    if (!limits.hold(length)) {
      String found = length == 0 ? "empty" : length + " characters";
      error(string, found, limits.shown() + " characters");
    } else if (!SchemaLimits.formFits(rule, string.text())) {
      String pattern = ConfigSchema.text(rule, "pattern").orElse("");
      error(string, "a text of another form", "such as " + pattern + " finds");
    } else if (ConfigSchema.text(rule, "format").filter(REGEX::equals).isPresent()) {
      compile(string);
    }
  }

  private void compile(StringNode pattern) {
    try {
      LinePattern.compile(pattern.text());
    } catch (IllegalArgumentException e) {
      faults.error(pattern.place(), String.valueOf(e.getMessage()));
    }
  }

  private void elements(ObjectNode rule, ArrayNode array) {
    List<ConfigNode> elements = array.elements();
    count(SchemaLimits.ofElements(rule), array, elements.size(), "elements");
    ConfigSchema.object(rule, "items")
        .ifPresent(items -> elements.forEach(element -> check(items, element)));
    if (ConfigSchema.value(rule, "uniqueItems").isPresent()) {
      CanonicalText.checkDistinct(array, faults);
    }
  }

  private void members(ObjectNode rule, ObjectNode object) {
    ObjectReader reader = ObjectReader.of(object, faults).orElseThrow();
    count(SchemaLimits.ofMembers(rule), object, reader.entries().size(), "members");
    for (String key : ConfigSchema.texts(rule, "required")) {
      if (!reader.has(key)) {
        reader.missing(key, ConfigSchema.own(rule, key).map(this::expected).orElse("a value"));
      }
    }
    ObjectReader known = ObjectReader.of(object, faults).orElseThrow();
    ConfigSchema.object(rule, "properties")
        .ifPresent(properties -> properties.members().keySet().forEach(known::node));
    reader
        .entries()
        .forEach(
            (key, member) ->
                ConfigSchema.own(rule, key).ifPresent(own -> check(own, member.value())));
    if (ConfigSchema.value(rule, "additionalProperties").orElse(null) instanceof BooleanNode) {
      known.finish(Severity.ERROR);
    }
  }

  private void count(SchemaLimits limits, ConfigNode value, int count, String what) {
    if (!limits.hold(count)) {
      error(value, count == 0 ? "empty" : count + " " + what, limits.shown() + " " + what);
    }
  }

  /** {@code anyOf}: a value must have one of several forms. */
  private void forms(ObjectNode rule, ConfigNode value) {
    List<ObjectNode> forms = ConfigSchema.objects(rule, "anyOf");
    List<Faults> tried = forms.stream().map(form -> tried(form, value)).toList();
    if (forms.isEmpty() || tried.stream().anyMatch(of -> !of.hasErrors())) {
      return;
    }
    List<String> needed =
        forms.stream().flatMap(form -> ConfigSchema.texts(form, "required").stream()).toList();
    boolean onlyNeeded = forms.stream().allMatch(form -> form.members().size() == 1);
    if (onlyNeeded && needed.size() == forms.size()) {
      faults.error(
          value.place(), "none of " + String.join(", ", needed) + " (expected: at least one)");
      return;
    }
    for (int i = 0; i < forms.size(); i++) {
      if (typeFits(schema.resolved(forms.get(i)), value)) {
        faults.addAll(tried.get(i));
        return;
      }
    }
    error(value, value.kind(), expected(rule));
  }

  private Faults tried(ObjectNode form, ConfigNode value) {
    Faults found = new Faults();
    new SchemaCheck(schema, found).check(form, value);
    return found;
  }

  private void error(ConfigNode value, String found, String expected) {
    faults.error(value.place(), found + " (expected: " + expected + ")");
  }
}
