package io.groundwatch.config;

import java.util.Optional;

/**
 * {@code logs.logs_collected.syslog}: a listener for syslog.
 *
 * @param address where it listens
 * @param udp whether for UDP
 * @param tcp whether for TCP
 * @param tls its certificate and key, for TCP; absent = plain
 * @param group where messages are filed
 * @param stream the same; absent = by the host that a message names
 */
public record SyslogConfig(
    ListenAddress address,
    boolean udp,
    boolean tcp,
    Optional<TlsConfig> tls,
    String group,
    Optional<String> stream) {
  /** On loopback, and not the port that only root may have. */
  public static final ListenAddress DEFAULT_ADDRESS = new ListenAddress("127.0.0.1", 5140);

  public static final String DEFAULT_GROUP = "syslog";
}
