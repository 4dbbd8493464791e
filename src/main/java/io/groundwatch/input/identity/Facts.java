package io.groundwatch.input.identity;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Gathers what a service tells; what it does not tell, or tells as empty, is left out. */
final class Facts {
  private final Map<String, String> values = new HashMap<>();

  Facts put(String name, Optional<String> value) {
    value.filter(text -> !text.isEmpty()).ifPresent(text -> values.put(name, text));
    return this;
  }

  Map<String, String> all() {
    return Map.copyOf(values);
  }
}
