package io.groundwatch.config;

import java.util.Optional;

/**
 * A listener for OTLP over HTTP: {@code metrics.metrics_collected.otlp}, {@code
 * logs.logs_collected.otlp}, or both at one address.
 *
 * @param address where it listens
 * @param tls its certificate and key; absent = plain
 * @param metrics whether it takes metrics
 * @param logs how it takes logs; absent = it takes none
 */
public record OtlpConfig(
    ListenAddress address, Optional<TlsConfig> tls, boolean metrics, Optional<Logs> logs) {
  /** On loopback, as upstream. */
  public static final ListenAddress DEFAULT_ADDRESS = new ListenAddress("127.0.0.1", 4318);

  /**
   * Where log records are filed that say nothing of it themselves.
   *
   * @param group absent = by the name of their service
   * @param stream absent = by its instance, or their host
   */
  public record Logs(Optional<String> group, Optional<String> stream) {}
}
