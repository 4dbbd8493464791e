package io.groundwatch.config;

import java.time.Duration;

/**
 * How long to wait between attempts; there is no last attempt.
 *
 * @param initial the bound of the first delay
 * @param max the bound that the delays grow to
 */
public record RetryConfig(Duration initial, Duration max) {
  public static final Duration DEFAULT_INITIAL = Duration.ofSeconds(1);
  public static final Duration DEFAULT_MAX = Duration.ofSeconds(60);
}
