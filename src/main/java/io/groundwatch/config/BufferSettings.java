package io.groundwatch.config;

import io.groundwatch.config.BufferConfig.WhenFull;
import java.time.Duration;
import java.util.Optional;

/** What a destination's {@code buffer} says; {@link BufferConfig} is what follows from it. */
public record BufferSettings(
    Optional<Long> maxBytes, Optional<Duration> maxAge, Optional<WhenFull> whenFull) {
  /** Nothing is said. */
  public static final BufferSettings UNSET =
      new BufferSettings(Optional.empty(), Optional.empty(), Optional.empty());
}
