package io.groundwatch.model;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The names and values that tell one series of a metric from another; sorted by name. */
public record Dimensions(Map<String, String> entries) {
  /** No dimensions. */
  public static final Dimensions NONE = new Dimensions(Map.of());

  /** Keeps its own sorted copy. */
  public Dimensions {
    entries = Collections.unmodifiableMap(new TreeMap<>(entries));
  }

  /** These and one more, which replaces one of the same name. */
  public Dimensions with(String name, String value) {
    Map<String, String> more = new TreeMap<>(entries);
    more.put(name, value);
    return new Dimensions(more);
  }

  /** These and all of {@code others}, which replace those of the same name. */
  public Dimensions with(Map<String, String> others) {
    if (others.isEmpty()) {
      return this;
    }
    Map<String, String> more = new TreeMap<>(entries);
    more.putAll(others);
    return new Dimensions(more);
  }
}
