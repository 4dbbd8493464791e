package io.groundwatch.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A JSON value that remembers where it stood. Immutable. */
sealed interface ConfigNode {
  /** Where the value starts. */
  Place place();

  /** What it is, in words for a fault; never its content, which may be a secret. */
  String kind();

  /** A member's value and the place of its name. */
  record Member(Place namePlace, ConfigNode value) {}

  /** An object; its members in the order of the file. */
  record ObjectNode(Place place, Map<String, Member> members) implements ConfigNode {
    public ObjectNode {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    @Override
    public String kind() {
      return "an object";
    }
  }

  /** An array. */
  record ArrayNode(Place place, List<ConfigNode> elements) implements ConfigNode {
    public ArrayNode {
      elements = List.copyOf(elements);
    }

    @Override
    public String kind() {
      return "an array";
    }
  }

  /** A string, unescaped. */
  record StringNode(Place place, String text) implements ConfigNode {
    @Override
    public String kind() {
      return "a string";
    }
  }

  /** A number as it was written. */
  record NumberNode(Place place, String text) implements ConfigNode {
    /** Its value, if it is written as an integer and fits 64 bits. */
    OptionalLong integer() {
      try {
        return OptionalLong.of(Long.parseLong(text));
      } catch (NumberFormatException notAnInteger) {
        return OptionalLong.empty();
      }
    }

    @Override
    public String kind() {
      return "a number";
    }
  }

  /** True or false. */
  record BooleanNode(Place place, boolean value) implements ConfigNode {
    @Override
    public String kind() {
      return "a boolean";
    }
  }

  /** The null value, which no key takes. */
  record NullNode(Place place) implements ConfigNode {
    @Override
    public String kind() {
      return "null";
    }
  }
}
