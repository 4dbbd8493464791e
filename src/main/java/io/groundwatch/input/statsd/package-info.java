/**
 * StatsD, with the extensions of DogStatsD: metrics that applications of this host send, added up
 * and sent on once an interval.
 */
@NullMarked
package io.groundwatch.input.statsd;

import org.jspecify.annotations.NullMarked;
