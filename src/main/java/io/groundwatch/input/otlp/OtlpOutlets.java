package io.groundwatch.input.otlp;

import io.groundwatch.model.Dimensions;
import io.groundwatch.pipeline.LogPlaceholders;
import io.groundwatch.pipeline.MetricFanout;
import io.groundwatch.pipeline.MetricSink;
import io.groundwatch.pipeline.RecordFanout;

/**
 * Where records and samples go.
 *
 * @param namespace of every metric
 * @param base dimensions of every metric
 * @param sink takes samples, and hands them to {@code metrics}
 * @param metrics the lanes of metrics
 * @param logs the lanes of log records
 * @param host what placeholders stand for
 */
public record OtlpOutlets(
    String namespace,
    Dimensions base,
    MetricSink sink,
    MetricFanout metrics,
    RecordFanout logs,
    LogPlaceholders host) {}
