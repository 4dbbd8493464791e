package io.groundwatch.pipeline;

import io.groundwatch.pipeline.LaneMetrics.DropReason;

/**
 * Records that were given up and never come: what a destination may be told, so that a hole in its
 * data has a name.
 *
 * @param reason why
 * @param records how many
 * @param bytes about how many, as NDJSON
 */
public record Gap(DropReason reason, long records, long bytes) {}
