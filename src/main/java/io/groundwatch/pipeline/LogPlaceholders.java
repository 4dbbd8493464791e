package io.groundwatch.pipeline;

import java.util.Map;

/**
 * What stands in braces in the names of log groups and streams and in added fields, and is the same
 * for all files of this host: {@code {hostname}} and the like. Any thread.
 */
public interface LogPlaceholders {
  /** Of names that hold none. */
  LogPlaceholders NONE = Map::of;

  /**
   * What each stands for by now, under its name in braces; the same object as long as nothing
   * changes.
   */
  Map<String, String> values();

  /** {@code text} with {@code values} filled in. */
  static String fill(String text, Map<String, String> values) {
    String filled = text;
    for (Map.Entry<String, String> value : values.entrySet()) {
      filled = filled.replace(value.getKey(), value.getValue());
    }
    return filled;
  }
}
