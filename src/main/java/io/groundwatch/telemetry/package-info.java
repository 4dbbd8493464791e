/**
 * Numbers and sayings about the agent itself: counters, gauges and the throttled log. Knows no
 * other package but {@code runtime}.
 */
@NullMarked
package io.groundwatch.telemetry;

import org.jspecify.annotations.NullMarked;
