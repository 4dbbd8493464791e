/**
 * The output to Amazon CloudWatch: metrics by {@code PutMetricData}, logs by {@code PutLogEvents}.
 */
@NullMarked
package io.groundwatch.output.cloudwatch;

import org.jspecify.annotations.NullMarked;
