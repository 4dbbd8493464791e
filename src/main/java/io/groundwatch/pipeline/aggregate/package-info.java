/**
 * What inputs share that add up what senders send: values and how often they came, series within
 * bounds, intervals by the clock.
 */
@NullMarked
package io.groundwatch.pipeline.aggregate;

import org.jspecify.annotations.NullMarked;
