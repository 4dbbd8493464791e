package io.groundwatch.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads {@code append_dimensions}, of all metrics or of one input. */
final class DimensionsReader {
  private static final int MAX_DIMENSIONS = 30;
  private static final int MAX_VALUE = 1024;
  private static final String KEY = "append_dimensions";

  private DimensionsReader() {}

  /**
   * The pairs as they are written, placeholders and all. One with a placeholder that there is not
   * is a warning and left out: upstream reads over such pairs.
   */
  static Map<String, String> read(ObjectReader section) {
    Map<String, String> dimensions = new LinkedHashMap<>();
    section.object(KEY).ifPresent(pairs -> read(section, pairs, dimensions));
    return dimensions;
  }

  private static void read(
      ObjectReader section, ObjectReader pairs, Map<String, String> dimensions) {
    var entries = pairs.entries();
    if (entries.size() > MAX_DIMENSIONS) {
      section.error(KEY, entries.size() + " dimensions (expected: at most " + MAX_DIMENSIONS + ")");
    }
    entries.forEach(
        (name, member) ->
            pairs
                .string(name, 1, MAX_VALUE)
                .ifPresent(
                    value -> {
                      Optional<String> fault = DimensionPlaceholders.fault(value);
                      if (fault.isPresent()) {
                        section.faults().warning(member.value().place(), fault.get());
                      } else {
                        dimensions.put(name, value);
                      }
                    }));
  }
}
