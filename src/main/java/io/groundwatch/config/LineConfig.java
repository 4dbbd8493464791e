package io.groundwatch.config;

import io.groundwatch.text.LineEnding;
import io.groundwatch.text.LongLines;
import java.time.Duration;

/**
 * How lines are told and how long they may be.
 *
 * @param ending what ends a line
 * @param longLines what becomes of a line over the limit
 * @param maxEventBytes the limit, in bytes of the file; of a line, and of an event of many lines
 * @param partialTimeout after so long without growth, a line without its end is taken as it is
 */
public record LineConfig(
    LineEnding ending, LongLines longLines, int maxEventBytes, Duration partialTimeout) {
  /** What every backend takes, and more than a person reads. */
  public static final int DEFAULT_MAX_EVENT_BYTES = 256 << 10;

  /** As CloudWatch: no backend is asked to take a longer event. */
  static final int MAX_EVENT_BYTES = 1 << 20;

  static final int MIN_EVENT_BYTES = 1 << 10;

  /** Long, since writers buffer: half a line is worth little, and it cannot be taken back. */
  public static final Duration DEFAULT_PARTIAL_TIMEOUT = Duration.ofSeconds(30);

  /** What holds where the file says nothing. */
  public static final LineConfig DEFAULTS =
      new LineConfig(
          LineEnding.LF, LongLines.SPLIT, DEFAULT_MAX_EVENT_BYTES, DEFAULT_PARTIAL_TIMEOUT);
}
