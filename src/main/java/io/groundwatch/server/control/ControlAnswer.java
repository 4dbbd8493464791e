package io.groundwatch.server.control;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the agent says to a request. */
public sealed interface ControlAnswer {

  /** Why a request was refused; for a program, where the text is for a person. */
  enum Code {
    /** It is not what the protocol says. */
    BAD_REQUEST,
    /** It is of a version that this agent does not speak. */
    UNKNOWN_VERSION,
    UNKNOWN_COMMAND,
    /** The agent has no such lane open: its destination is not in the configuration. */
    UNKNOWN_LANE,
    /** Too much is asked at once. */
    BUSY,
    /** It took too long; it goes on. */
    DEADLINE,
    /** A bug. */
    FAILED;

    /** Its name in an answer. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * It was done.
   *
   * @param values by name: text, numbers ({@code Long} or {@code Double}), booleans, and lists and
   *     maps of these, which are not changed any more
   */
  record Done(Map<String, Object> values) implements ControlAnswer {
    /** Keeps its own copy. */
    public Done {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
      values.forEach(Done::check);
    }

    private static void check(String name, Object value) {
      if (value instanceof List<?> list) {
        list.forEach(each -> check(name, each));
      } else if (value instanceof Map<?, ?> map) {
        map.forEach((key, each) -> check(name + "." + key, each));
      } else if (!(value instanceof String || value instanceof Long || value instanceof Double)
          && !(value instanceof Boolean)) {
        throw new IllegalArgumentException(
            name
                + ": "
                + value
                + " (expected: text, a long, a double, a boolean, a list or a map)");
      }
    }

    /** The whole number of this name, 0 where there is none. */
    public long number(String name) {
      return values.get(name) instanceof Number number ? number.longValue() : 0;
    }

    /** The text of this name. */
    public Optional<String> text(String name) {
      return values.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }
  }

  /**
   * It was not done.
   *
   * @param why for a person
   */
  record Refused(Code code, String why) implements ControlAnswer {}
}
