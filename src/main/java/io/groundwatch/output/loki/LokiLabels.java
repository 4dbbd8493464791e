package io.groundwatch.output.loki;

import io.groundwatch.codec.LogRecord;
import io.groundwatch.output.PrometheusNames;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which labels a line's stream has, and what else is known of it. Few make labels: each combination
 * of their values is a stream, and Loki suffers from many. Immutable, any thread.
 *
 * @param hostName of this host
 * @param fixed labels of every line
 * @param promoted attributes that make labels too, by their names here
 * @param structured whether the rest goes with the line as structured metadata
 */
public record LokiLabels(
    String hostName, Map<String, String> fixed, Set<String> promoted, boolean structured) {
  private static final String SERVICE = "service.name";

  /** Keeps its own copies. */
  public LokiLabels {
    fixed = Map.copyOf(fixed);
    promoted = Set.copyOf(promoted);
  }

  SortedMap<String, String> stream(LogRecord line) {
    SortedMap<String, String> labels = new TreeMap<>();
    put(labels, "service_name", line.attributes().getOrDefault(SERVICE, line.group()));
    put(labels, "host", hostName);
    fixed.forEach((name, value) -> put(labels, name, value));
    known(line)
        .forEach(
            (name, value) -> {
              if (promoted.contains(name)) {
                put(labels, name, value);
              }
            });
    return labels;
  }

  SortedMap<String, String> metadata(LogRecord line) {
    SortedMap<String, String> metadata = new TreeMap<>();
    if (structured) {
      known(line)
          .forEach(
              (name, value) -> {
                if (!promoted.contains(name) && !name.equals(SERVICE)) {
                  put(metadata, name, value);
                }
              });
    }
    return metadata;
  }

  private static Map<String, String> known(LogRecord line) {
    Map<String, String> known = new TreeMap<>(line.attributes());
    known.put("filename", line.file());
    known.put("log_group", line.group());
    known.put("log_stream", line.stream());
    return known;
  }

  private static void put(Map<String, String> labels, String name, String value) {
    if (!value.isEmpty()) {
      labels.put(PrometheusNames.label(name), value);
    }
  }
}
