package io.groundwatch.input.host;

import io.groundwatch.config.HostFields;
import io.groundwatch.model.MetricKind;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The numbers of one process, by the names of procstat's fields; used for one after the other,
 * since they are many. NaN is what is not known.
 */
final class ProcessReading {
  private static final Map<String, Integer> PLACES = places();

  private final double[] values = new double[PLACES.size()];

  /** How each field is got, and which kind of number it is. */
  static Map<String, FieldValue<ProcessReading>> fields() {
    Map<String, FieldValue<ProcessReading>> fields = new HashMap<>();
    PLACES.forEach(
        (field, place) ->
            fields.put(field, new FieldValue<>(kind(field), reading -> reading.values[place])));
    return fields;
  }

  /** Forgets all. */
  void clear() {
    Arrays.fill(values, Double.NaN);
  }

  /** Sets one number. */
  void set(String field, double value) {
    Integer place = PLACES.get(field);
    if (place == null) {
      throw new IllegalArgumentException("field: " + field + " (unknown)");
    }
    values[place] = value;
  }

  /** Totals since the process began are cumulative. */
  private static MetricKind kind(String field) {
    boolean total =
        field.startsWith("cpu_time")
            || field.startsWith("read_")
            || field.startsWith("write_")
            || field.endsWith("_context_switches");
    return total ? MetricKind.CUMULATIVE : MetricKind.GAUGE;
  }

  private static Map<String, Integer> places() {
    Map<String, Integer> places = new HashMap<>();
    for (String field : HostFields.of("procstat").keySet()) {
      places.put(field, places.size());
    }
    return places;
  }
}
