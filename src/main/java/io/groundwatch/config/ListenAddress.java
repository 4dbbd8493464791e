package io.groundwatch.config;

import java.util.Optional;

/**
 * Where something listens.
 *
 * @param host a name or address
 * @param port 0 to 65535; 0 takes a free one
 */
public record ListenAddress(String host, int port) {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int MAX_PORT = 65_535;

  /** Reads {@code HOST:PORT}, {@code [IPV6]:PORT}, or a port alone, which is the loopback's. */
  static Optional<ListenAddress> parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? LOOPBACK : text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      return Optional.empty();
    }
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      return host.isEmpty() || port < 0 || port > MAX_PORT
          ? Optional.empty()
          : Optional.of(new ListenAddress(host, port));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** As {@link #parse} reads it. */
  public String text() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
