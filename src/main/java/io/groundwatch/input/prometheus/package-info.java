/**
 * Targets that show their metrics as Prometheus reads them: found in its configuration, asked at
 * their intervals, relabelled. Source: prometheus.io, "Configuration" and "Exposition formats", and
 * OpenMetrics 1.0.
 */
@NullMarked
package io.groundwatch.input.prometheus;

import org.jspecify.annotations.NullMarked;
