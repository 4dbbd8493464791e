package io.groundwatch.processor;

import io.groundwatch.config.ProcessorConfig.Parse;
import io.groundwatch.pipeline.AttributeSet;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Which of a line's fields are its time, its message and its severity: those that the configuration
 * names, else the first that is there of the names that loggers use. Immutable.
 */
final class FieldRoles {
  /** There is no such field. */
  static final int NONE = -1;

  static final List<String> TIME = List.of("time", "timestamp", "@timestamp", "ts", "@t");
  static final List<String> MESSAGE = List.of("message", "msg", "@m", "log");
  static final List<String> SEVERITY =
      List.of("severity", "level", "log.level", "lvl", "levelname", "@l");

  private final byte[][] time;
  private final byte[][] message;
  private final byte[][] severity;

  private FieldRoles(byte[][] time, byte[][] message, byte[][] severity) {
    this.time = time;
    this.message = message;
    this.severity = severity;
  }

  static FieldRoles of(Parse config) {
    return new FieldRoles(
        names(config.timestampField(), TIME),
        names(config.messageField(), MESSAGE),
        names(config.severityField(), SEVERITY));
  }

  /** The slot of the time, or {@link #NONE}. */
  int time(AttributeSet fields) {
    return first(time, fields);
  }

  /** The slot of the message, or {@link #NONE}; an empty one is none. */
  int message(AttributeSet fields) {
    int slot = first(message, fields);
    return slot != NONE && fields.valueLength(slot) > 0 ? slot : NONE;
  }

  /** The slot of the severity, or {@link #NONE}. */
  int severity(AttributeSet fields) {
    return first(severity, fields);
  }

  private static int first(byte[][] names, AttributeSet fields) {
    for (byte[] name : names) {
      int slot = fields.find(name);
      if (slot >= 0) {
        return slot;
      }
    }
    return NONE;
  }

  private static byte[][] names(Optional<String> configured, List<String> usual) {
    return configured.map(List::of).orElse(usual).stream()
        .map(name -> name.getBytes(StandardCharsets.UTF_8))
        .toArray(byte[][]::new);
  }
}
