package io.groundwatch.config;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where the lines of an entry are filed: what a log service calls a group and a stream, and what
 * goes with every line. Names keep their placeholders as written; {@link NamePlaceholders} lists
 * them.
 *
 * @param group absent = named after each file; only where {@code perFile}
 * @param stream of all files; where {@code perFile} and there is a group, each file's stream is
 *     this and the file's path
 * @param perFile whether each file has a stream of its own ({@code publish_multi_logs})
 * @param retentionInDays for how long a service that keeps groups is asked to keep this one; -1 =
 *     for ever
 * @param groupClass of the group, where it has to be made: {@code STANDARD}, {@code
 *     INFREQUENT_ACCESS}
 * @param attributes of every line, such as {@code service.name}; names sorted
 */
public record LogStreamConfig(
    Optional<String> group,
    String stream,
    boolean perFile,
    Optional<Integer> retentionInDays,
    Optional<String> groupClass,
    Map<String, String> attributes) {
  /** The stream of an entry that names none, in a section that names none. */
  public static final String DEFAULT_STREAM = "{hostname}";

  /** Keeps its own copy. */
  public LogStreamConfig {
    attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
  }

  /** One group and one stream, and nothing else said. */
  public static LogStreamConfig of(String group, String stream) {
    return new LogStreamConfig(
        Optional.of(group), stream, false, Optional.empty(), Optional.empty(), Map.of());
  }
}
