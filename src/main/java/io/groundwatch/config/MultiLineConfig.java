package io.groundwatch.config;

import io.groundwatch.text.MultiLineSplitter;
import java.time.Duration;
import java.util.Optional;

/**
 * How lines become events of many lines.
 *
 * @param start a pattern, with {@code {timestamp_format}} in it or not: an event starts at a line
 *     in which it is found; absent = at a line that does not start with a blank, as upstream
 * @param maxLines an event of more lines is split
 * @param timeout after so long without growth, an event is complete
 */
public record MultiLineConfig(Optional<String> start, int maxLines, Duration timeout) {
  static final int MAX_LINES = 100_000;

  /**
   * Without a pattern: most lines are events, and each would wait so long for a line that never
   * comes. A stack trace is written at once.
   */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofMillis(500);

  /**
   * With a pattern, as upstream: who names one has events of many lines, and one that was divided
   * is not put together again, while one that comes late is only late.
   */
  public static final Duration DEFAULT_PATTERN_TIMEOUT = Duration.ofSeconds(5);

  /** What holds where the file says nothing. */
  public static final MultiLineConfig DEFAULTS =
      new MultiLineConfig(Optional.empty(), MultiLineSplitter.MAX_LINES, DEFAULT_TIMEOUT);
}
