package io.groundwatch.input.collectd;

import io.groundwatch.model.Dimensions;
import io.groundwatch.pipeline.PacedSink;
import io.groundwatch.pipeline.RecordFanout;

/**
 * Where values and notifications go.
 *
 * @param namespace of every metric
 * @param base dimensions of every metric
 * @param metrics the lanes of metrics
 * @param logs the lanes of log records; empty where notifications go nowhere
 */
public record CollectdOutlets(
    String namespace, Dimensions base, PacedSink metrics, RecordFanout logs) {}
