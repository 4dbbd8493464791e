package io.groundwatch.codec;

import io.groundwatch.model.MetricSample;

/**
 * A metric record of a stored batch.
 *
 * @param index in its batch
 */
public record MetricRecord(int index, MetricSample sample) {}
