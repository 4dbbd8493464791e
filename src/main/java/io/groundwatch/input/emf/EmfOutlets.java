package io.groundwatch.input.emf;

import io.groundwatch.pipeline.LogPlaceholders;
import io.groundwatch.pipeline.PacedSink;
import io.groundwatch.pipeline.RecordFanout;

/**
 * Where records and their metrics go.
 *
 * @param logs the lanes of log records
 * @param metrics the lanes of metrics
 * @param stream of records that name none, with its placeholders
 * @param host what these stand for
 */
public record EmfOutlets(
    RecordFanout logs, PacedSink metrics, String stream, LogPlaceholders host) {}
