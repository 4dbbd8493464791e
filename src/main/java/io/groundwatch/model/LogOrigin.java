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
  private static final long OBJECT_BYTES = 200;
  private static final long ENTRY_BYTES = 150;

  /** Keeps its own copy. */
  public LogOrigin {
    attributes =
        attributes.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(attributes));
  }

  /** About how many bytes it takes in memory. */
  long memoryBytes() {
    long bytes = OBJECT_BYTES + group.length() + stream.length() + file.length();
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      bytes += ENTRY_BYTES + attribute.getKey().length() + attribute.getValue().length();
    }
    return bytes;
  }

  /** An origin whose lines share no attributes. */
  public LogOrigin(String group, String stream, String file) {
    this(group, stream, file, Map.of());
  }
}
