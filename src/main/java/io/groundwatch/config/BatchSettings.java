package io.groundwatch.config;

import java.time.Duration;
import java.util.Optional;

/** What a destination's {@code batch} says; {@link BatchConfig} is what follows from it. */
public record BatchSettings(
    Optional<Integer> maxBytes, Optional<Integer> maxRecords, Optional<Duration> maxAge) {
  /** Nothing is said. */
  public static final BatchSettings UNSET =
      new BatchSettings(Optional.empty(), Optional.empty(), Optional.empty());
}
