package io.groundwatch.net;

import java.util.Optional;

/**
 * Whom a client speaks to, and how.
 *
 * @param peer who answers the requests
 * @param timeouts how patiently
 * @param tls how safely, where the peer is spoken to with TLS
 * @param serverName the name that the peer's certificate must hold, in place of its host
 * @param proxy through which connections go
 * @param connections at most so many, each with one request at a time
 */
public record HttpClientSettings(
    HttpEndpoint peer,
    HttpTimeouts timeouts,
    TlsFiles tls,
    Optional<String> serverName,
    Optional<HttpProxy> proxy,
    int connections) {

  /** Refuses a client without a connection. */
  public HttpClientSettings {
    if (connections < 1) {
      throw new IllegalArgumentException("connections: " + connections + " (expected: > 0)");
    }
  }

  /** One connection, straight to the peer. */
  public static HttpClientSettings direct(HttpEndpoint peer, HttpTimeouts timeouts, TlsFiles tls) {
    return new HttpClientSettings(peer, timeouts, tls, Optional.empty(), Optional.empty(), 1);
  }

  /** Whom a connection is opened to. */
  HttpEndpoint next() {
    return proxy.map(HttpProxy::endpoint).orElse(peer);
  }

  /** Whether the proxy only passes bytes on. */
  boolean tunnelled() {
    return proxy.isPresent() && peer.tls();
  }

  /** Whether the proxy reads the requests. */
  boolean forwarded() {
    return proxy.isPresent() && !peer.tls();
  }

  /** The name that is asked for in the handshake and must stand in the certificate. */
  String certificateName() {
    return serverName.orElse(peer.host());
  }
}
