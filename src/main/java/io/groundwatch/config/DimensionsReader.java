package io.groundwatch.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@code append_dimensions}, of all metrics or of one input. */
final class DimensionsReader {
  private static final int MAX_DIMENSIONS = 30;
  private static final int MAX_VALUE = 1024;
  private static final String KEY = "append_dimensions";

  private DimensionsReader() {}

  /** The pairs whose value is known without asking a metadata service; the others are a warning. */
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
                      if (value.contains("${")) {
                        section
                            .faults()
                            .warning(
                                member.namePlace(),
                                "not served by this version: placeholders are not resolved, and"
                                    + " the dimension is left out");
                      } else {
                        dimensions.put(name, value);
                      }
                    }));
  }
}
