package io.groundwatch.config;

import io.groundwatch.text.TimestampPolicy;
import java.util.List;
import java.util.Optional;

/**
 * Where an event's time comes from.
 *
 * @param formats strftime, tried in order; none = an event's time is when it was read
 * @param field where events are JSON: the member that holds the timestamp, such as {@code time} or
 *     {@code log.time}; absent = the timestamp is looked for in the text
 * @param timezone of timestamps that name none
 * @param policy the time of an event in which none is found
 * @param trim whether the timestamp is left out of the message
 */
public record TimestampConfig(
    List<String> formats,
    Optional<String> field,
    String timezone,
    TimestampPolicy policy,
    boolean trim) {
  static final int MAX_FORMATS = 10;

  public static final String DEFAULT_TIMEZONE = "LOCAL";

  /** What holds where the file says nothing. */
  public static final TimestampConfig DEFAULTS =
      new TimestampConfig(
          List.of(), Optional.empty(), DEFAULT_TIMEZONE, TimestampPolicy.LAST_GOOD, false);

  /** Keeps its own copy. */
  public TimestampConfig {
    formats = List.copyOf(formats);
  }
}
