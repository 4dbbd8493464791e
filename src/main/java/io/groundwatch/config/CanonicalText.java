package io.groundwatch.config;

import io.groundwatch.config.ConfigNode.ArrayNode;
import io.groundwatch.config.ConfigNode.BooleanNode;
import io.groundwatch.config.ConfigNode.NumberNode;
import io.groundwatch.config.ConfigNode.ObjectNode;
import io.groundwatch.config.ConfigNode.StringNode;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * A text that two values share exactly where they mean the same: whatever their places, the order
 * of their members, their notes and the way their numbers are written. For comparing, not for
 * people.
 */
final class CanonicalText {
  /** Up to here a double holds every integer. */
  private static final double MAX_WHOLE = 1L << 53;

  private final StringBuilder text = new StringBuilder();

  private CanonicalText() {}

  static String of(ConfigNode node) {
    CanonicalText canonical = new CanonicalText();
    canonical.add(node);
    return canonical.text.toString();
  }

  /** Whether two values mean the same. */
  static boolean same(ConfigNode a, ConfigNode b) {
    return of(a).equals(of(b));
  }

  /** Names each element that stands in an array for the second time, as a fault of the array. */
  static void checkDistinct(ArrayNode array, Faults faults) {
    Set<String> seen = new HashSet<>();
    for (ConfigNode element : array.elements()) {
      if (!seen.add(of(element))) {
        faults.error(
            element.place().in(array.place()), "an element stands twice (expected: each once)");
      }
    }
  }

  private void add(ConfigNode node) {
    if (node instanceof ObjectNode object) {
      text.append('{');
      new TreeMap<>(object.members())
          .forEach(
              (key, member) -> {
                if (!ObjectReader.isNote(object, key)) {
                  add(key);
                  add(member.value());
                }
              });
      text.append('}');
    } else if (node instanceof ArrayNode array) {
      text.append('[');
      array.elements().forEach(this::add);
      text.append(']');
    } else if (node instanceof StringNode string) {
      add(string.text());
    } else if (node instanceof NumberNode number) {
      text.append('#').append(number(number)).append(';');
    } else if (node instanceof BooleanNode bool) {
      text.append(bool.value() ? 't' : 'f');
    } else {
      text.append('n');
    }
  }

  /** The length before it, so that no content can be taken for structure. */
  private void add(String string) {
    text.append(string.length()).append(':').append(string);
  }

  private static String number(NumberNode number) {
    OptionalLong integer = number.integer();
    if (integer.isPresent()) {
      return Long.toString(integer.getAsLong());
    }
    double value = Double.parseDouble(number.text());
    boolean whole = value == Math.rint(value) && Math.abs(value) < MAX_WHOLE;
    return whole ? Long.toString((long) value) : Double.toString(value);
  }
}
