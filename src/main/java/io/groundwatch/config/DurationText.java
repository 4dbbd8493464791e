package io.groundwatch.config;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as a person writes them: {@code 250ms}, {@code 30s}, {@code 5m}, {@code 14d}. */
final class DurationText {
  /** What a fault says is allowed. */
  static final String EXPECTED =
      "a duration above zero such as \"250ms\", \"30s\", \"5m\", \"2h\", \"14d\", or whole seconds";

  /** Ten years: beyond it a value is a mistake, and below it no sum overflows. */
  static final Duration MAX = Duration.ofDays(3650);

  private static final Pattern FORM = Pattern.compile("([0-9]{1,12})\\s*(ms|s|m|h|d)");

  private DurationText() {}

  /** The duration; empty where the text is none, or is zero or above {@link #MAX}. */
  static Optional<Duration> parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long count = Long.parseLong(matcher.group(1));
    return inRange(
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(count);
          case "s" -> Duration.ofSeconds(count);
          case "m" -> Duration.ofMinutes(count);
          case "h" -> Duration.ofHours(count);
          default -> Duration.ofDays(count);
        });
  }

  /** The duration of so many seconds, with the same bounds. */
  static Optional<Duration> ofSeconds(long seconds) {
    return inRange(Duration.ofSeconds(seconds));
  }

  private static Optional<Duration> inRange(Duration duration) {
    boolean fits = !duration.isNegative() && !duration.isZero() && duration.compareTo(MAX) <= 0;
    return fits ? Optional.of(duration) : Optional.empty();
  }
}
