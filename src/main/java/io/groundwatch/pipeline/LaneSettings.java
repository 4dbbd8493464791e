package io.groundwatch.pipeline;

import io.groundwatch.config.BufferConfig;
import io.groundwatch.config.RetryConfig;

/**
 * How a lane behaves.
 *
 * @param name destination and kind, such as {@code central/logs}
 * @param buffer limits of its queue, and what gives way at them
 * @param retry its waits between attempts
 * @param concurrency how many batches may be in flight; 1 keeps their order
 */
public record LaneSettings(String name, BufferConfig buffer, RetryConfig retry, int concurrency) {

  /** Refuses a lane that could send nothing. */
  public LaneSettings {
    if (concurrency < 1) {
      throw new IllegalArgumentException("concurrency: " + concurrency + " (expected: > 0)");
    }
  }
}
