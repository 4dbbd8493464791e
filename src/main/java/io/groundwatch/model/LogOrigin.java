package io.groundwatch.model;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * All of a log line that its neighbours share.
 *
 * @param group the log group, as CloudWatch Logs knows it
 * @param stream the log stream
 * @param file the path it was read from; empty where it comes from no file
 * @param attributes of every line, such as {@code service.name}; names sorted
 */
public record LogOrigin(String group, String stream, String file, Map<String, String> attributes) {
  /** Keeps its own copy. */
  public LogOrigin {
    attributes =
        attributes.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(attributes));
  }

  /** An origin whose lines share no attributes. */
  public LogOrigin(String group, String stream, String file) {
    this(group, stream, file, Map.of());
  }
}
