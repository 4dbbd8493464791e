package io.groundwatch.pipeline;

import io.groundwatch.runtime.TimeSource;
import io.groundwatch.telemetry.SelfMetrics;
import java.util.random.RandomGenerator;

/**
 * What every lane needs from the agent.
 *
 * @param time the clocks
 * @param random for the jitter of its waits; safe to use from the lane's thread
 * @param memory what all batches in memory share
 * @param metrics where its numbers are registered
 */
public record LaneTools(
    TimeSource time, RandomGenerator random, MemoryBudget memory, SelfMetrics metrics) {}
