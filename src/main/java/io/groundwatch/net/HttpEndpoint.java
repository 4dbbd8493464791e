package io.groundwatch.net;

import java.net.URI;

/**
 * Where a connection goes.
 *
 * @param host a name or an address; an IPv6 address without brackets
 * @param port 1 to 65535
 * @param tls whether the connection is encrypted
 */
public record HttpEndpoint(String host, int port, boolean tls) {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;
  private static final int MAX_PORT = 65_535;

  /** Refuses a port that none is. */
  public HttpEndpoint {
    if (port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException("port: " + port + " (expected: 1 to 65535)");
    }
  }

  /**
   * The endpoint of an {@code http} or {@code https} URL.
   *
   * @throws IllegalArgumentException where it is not such a URL; the text repeats no user, password
   *     or query
   */
  public static HttpEndpoint of(URI url) {
    String scheme = String.valueOf(url.getScheme());
    boolean tls = scheme.equalsIgnoreCase("https");
    if (!tls && !scheme.equalsIgnoreCase("http")) {
      throw new IllegalArgumentException("url: " + scheme + "://… (expected: http or https)");
    }
    String authority = url.getRawAuthority();
    if (authority == null) {
      throw new IllegalArgumentException("url: no host (expected: " + scheme + "://host/…)");
    }
    return ofAuthority(authority.substring(authority.lastIndexOf('@') + 1), tls);
  }

  /** By hand, since {@link URI#getHost} knows no host name with an underscore. */
  private static HttpEndpoint ofAuthority(String hostAndPort, boolean tls) {
    int colon = hostAndPort.lastIndexOf(':');
    boolean hasPort = colon > hostAndPort.lastIndexOf(']');
    String host = hasPort ? hostAndPort.substring(0, colon) : hostAndPort;
    String port = hasPort ? hostAndPort.substring(colon + 1) : "";
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    if (host.isEmpty()) {
      throw new IllegalArgumentException("url: no host (expected: a name or an address)");
    }
    try {
      int defaultPort = tls ? HTTPS_PORT : HTTP_PORT;
      return new HttpEndpoint(host, port.isEmpty() ? defaultPort : Integer.parseInt(port), tls);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("port: " + port + " (expected: 1 to 65535)", e);
    }
  }

  /** What the {@code Host} header says: the port only where it is not the usual one. */
  public String authority() {
    boolean usual = port == (tls ? HTTPS_PORT : HTTP_PORT);
    return usual ? bracketed() : toString();
  }

  /** Host and port, an IPv6 address in brackets. */
  @Override
  public String toString() {
    return bracketed() + ":" + port;
  }

  private String bracketed() {
    return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
  }
}
