package io.groundwatch.input.cloudwatch;

import io.groundwatch.model.Dimensions;
import io.groundwatch.pipeline.MetricFanout;
import io.groundwatch.pipeline.MetricSink;
import io.groundwatch.pipeline.RecordFanout;

/**
 * Where samples and records go.
 *
 * @param base dimensions of every metric
 * @param sink takes samples, and hands them to {@code metrics}
 * @param metrics the lanes of metrics
 * @param logs the lanes of log records
 */
public record CloudWatchOutlets(
    Dimensions base, MetricSink sink, MetricFanout metrics, RecordFanout logs) {}
