package io.groundwatch.text;

import java.util.Locale;

/** What time an event gets that has none that can be read. */
public enum TimestampPolicy {
  /** When it was read: near the truth while the tail is up to date. */
  READ_TIME,
  /**
   * That of the event before it, as upstream: right for lines that belong to the one before. Only
   * for {@link EventClock#HELD_NANOS}, so that a format that no longer fits does not stop the clock
   * for good; after that, and before the first, when it was read.
   */
  LAST_GOOD;

  /**
   * The policy of this name in a configuration.
   *
   * @throws IllegalArgumentException for anything but {@code read_time} and {@code last_good}
   */
  public static TimestampPolicy named(String name) {
    for (TimestampPolicy policy : values()) {
      if (policy.name().toLowerCase(Locale.ROOT).equals(name)) {
        return policy;
      }
    }
    throw new IllegalArgumentException(
        "timestamp_policy: " + name + " (expected: read_time or last_good)");
  }
}
