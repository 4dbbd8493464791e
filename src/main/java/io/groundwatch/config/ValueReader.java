package io.groundwatch.config;

import io.groundwatch.config.ConfigNode.ArrayNode;
import io.groundwatch.config.ConfigNode.BooleanNode;
import io.groundwatch.config.ConfigNode.NumberNode;
import io.groundwatch.config.ConfigNode.StringNode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One JSON value to one typed value. A value of the wrong type or out of range is a fault, and the
 * result is empty. A fault never shows a string that may be a secret: only durations, sizes and
 * choices are quoted.
 */
final class ValueReader {
  /** As upstream: the longest path or pattern. */
  static final int MAX_TEXT = 4096;

  private final Faults faults;

  ValueReader(Faults faults) {
    this.faults = faults;
  }

  /** A string of so many characters. */
  Optional<String> string(ConfigNode node, int min, int max) {
    if (!(node instanceof StringNode string)) {
      return wrong(node, node.kind(), "a string");
    }
    int length = string.text().length();
    if (length < min || length > max) {
      String found = length == 0 ? "empty" : length + " characters";
      return wrong(node, found, min + " to " + max + " characters");
    }
    return Optional.of(string.text());
  }

  /** A whole number in a range. */
  Optional<Long> integer(ConfigNode node, long min, long max) {
    String expected = "an integer from " + min + " to " + max;
    if (!(node instanceof NumberNode number)) {
      return wrong(node, node.kind(), expected);
    }
    OptionalLong value = number.integer();
    if (value.isEmpty() || value.getAsLong() < min || value.getAsLong() > max) {
      return wrong(node, shown(number), expected);
    }
    return Optional.of(value.getAsLong());
  }

  /** True or false, without quotation marks. */
  Optional<Boolean> bool(ConfigNode node) {
    return node instanceof BooleanNode bool
        ? Optional.of(bool.value())
        : wrong(node, node.kind(), "true or false");
  }

  /** A duration as text, or as whole seconds. */
  Optional<Duration> duration(ConfigNode node) {
    if (node instanceof StringNode string) {
      return DurationText.parse(string.text())
          .or(() -> wrong(node, Fault.quote(string.text()), DurationText.EXPECTED));
    }
    if (node instanceof NumberNode number) {
      OptionalLong seconds = number.integer();
      return (seconds.isPresent()
              ? DurationText.ofSeconds(seconds.getAsLong())
              : Optional.<Duration>empty())
          .or(() -> wrong(node, shown(number), DurationText.EXPECTED));
    }
    return wrong(node, node.kind(), DurationText.EXPECTED);
  }

  /** A size in bytes, as text with a unit or as a whole number. */
  Optional<Long> size(ConfigNode node, long min, long max) {
    String range =
        max == Long.MAX_VALUE
            ? "at least " + SizeText.show(min)
            : SizeText.show(min) + " to " + SizeText.show(max);
    String expected = "a size such as \"512MiB\", \"10MB\" or whole bytes, " + range;
    if (!(node instanceof StringNode) && !(node instanceof NumberNode)) {
      return wrong(node, node.kind(), expected);
    }
    OptionalLong bytes =
        node instanceof StringNode string
            ? SizeText.parse(string.text())
            : ((NumberNode) node).integer();
    if (bytes.isEmpty() || bytes.getAsLong() < min || bytes.getAsLong() > max) {
      String found =
          node instanceof StringNode string ? Fault.quote(string.text()) : shown((NumberNode) node);
      return wrong(node, found, expected);
    }
    return Optional.of(bytes.getAsLong());
  }

  /** A path that this platform can name. */
  Optional<Path> path(ConfigNode node) {
    Optional<String> text = string(node, 1, MAX_TEXT);
    try {
      return text.map(Path::of);
    } catch (InvalidPathException e) {
      return wrong(node, "not a path", "a path that this system can name");
    }
  }

  /** One of a few words. */
  <T> Optional<T> choice(ConfigNode node, Map<String, T> choices) {
    String expected = "one of " + String.join(", ", choices.keySet());
    if (!(node instanceof StringNode string)) {
      return wrong(node, node.kind(), expected);
    }
    T chosen = choices.get(string.text());
    if (chosen == null) {
      String hint = NearestName.hint(string.text(), choices.keySet());
      faults.error(
          node.place(), Fault.quote(string.text()) + " (expected: " + expected + ")" + hint);
      return Optional.empty();
    }
    return Optional.of(chosen);
  }

  /** An array of at most so many values. */
  Optional<List<ConfigNode>> array(ConfigNode node, int min, int max) {
    if (!(node instanceof ArrayNode array)) {
      return wrong(node, node.kind(), "an array");
    }
    int size = array.elements().size();
    if (size < min || size > max) {
      String found = size == 0 ? "empty" : size + " elements";
      return wrong(node, found, min + " to " + max + " elements");
    }
    return Optional.of(array.elements());
  }

  /** An array of strings; what is no string is a fault and left out. */
  Optional<List<String>> strings(ConfigNode node, int min, int max) {
    return array(node, min, max)
        .map(
            elements -> {
              List<String> strings = new ArrayList<>();
              elements.forEach(e -> string(e, 1, MAX_TEXT).ifPresent(strings::add));
              return strings;
            });
  }

  private <T> Optional<T> wrong(ConfigNode node, String found, String expected) {
    faults.error(node.place(), found + " (expected: " + expected + ")");
    return Optional.empty();
  }

  private static String shown(NumberNode number) {
    String text = number.text();
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
