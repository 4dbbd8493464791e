package io.groundwatch.config;

/**
 * {@code logs.metrics_collected.emf}: a listener for records in the embedded metric format.
 *
 * @param address where it listens
 * @param udp whether for UDP
 * @param tcp whether for TCP
 */
public record EmfConfig(ListenAddress address, boolean udp, boolean tcp) {
  /** On loopback, where upstream's TCP listens on all interfaces. */
  public static final ListenAddress DEFAULT_ADDRESS = new ListenAddress("127.0.0.1", 25888);

  /** What holds where nothing is said. */
  public static final EmfConfig DEFAULTS = new EmfConfig(DEFAULT_ADDRESS, true, true);
}
