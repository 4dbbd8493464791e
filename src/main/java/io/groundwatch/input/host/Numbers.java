package io.groundwatch.input.host;

import java.util.Map;

/**
 * Many numbers of one thing, under the names that its source gives them.
 *
 * @param name what tells the thing from others alike; empty where there is but one
 * @param values what there is; numbers that are not known are left out
 */
record Numbers(String name, Map<String, Long> values) implements Named {
  /** Keeps its own copy. */
  Numbers {
    values = Map.copyOf(values);
  }

  /** The number, or {@link Source#ABSENT}. */
  long of(String key) {
    return values.getOrDefault(key, Source.ABSENT);
  }

  /** How many of a hundred {@code part} is of {@code whole}; NaN where either is not known. */
  static double percent(long part, long whole) {
    return part < 0 || whole <= 0 ? Double.NaN : 100.0 * part / whole;
  }
}
