package io.groundwatch.pipeline;

import io.groundwatch.config.BufferConfig;
import io.groundwatch.config.RetryConfig;

/**
 * How a lane behaves.
 *
 * @param name destination and kind, such as {@code central/logs}
 * @param buffer limits of its queue, and what gives way at them
 * @param retry its waits between attempts
 */
public record LaneSettings(String name, BufferConfig buffer, RetryConfig retry) {}
