package io.groundwatch.config;

/**
 * A listener that speaks CloudWatch's API: {@code metrics.metrics_collected.cloudwatch}, {@code
 * logs.logs_collected.cloudwatch}, or both at one address.
 *
 * @param address where it listens
 * @param metrics whether it takes metrics
 * @param logs whether it takes log events
 */
public record CloudWatchApiConfig(ListenAddress address, boolean metrics, boolean logs) {
  /** On loopback. */
  public static final ListenAddress DEFAULT_ADDRESS = new ListenAddress("127.0.0.1", 4582);
}
