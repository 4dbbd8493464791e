package io.groundwatch.net;

import java.io.IOException;
import java.util.Optional;

/**
 * A proxy that requests go through: encrypted ones in a tunnel (RFC 9110 §9.3.6), plain ones by
 * their whole URL.
 *
 * @param endpoint spoken to without TLS
 * @param credentials what the proxy asks for
 */
public record HttpProxy(HttpEndpoint endpoint, Credentials credentials) {

  /** Gives the value of {@code Proxy-Authorization}, which is secret. */
  @FunctionalInterface
  public interface Credentials {
    /** For a proxy that asks for none. */
    Credentials NONE = Optional::empty;

    /**
     * Asked at each new connection, on a thread that may wait, so that a changed password is used.
     *
     * @throws IOException where it cannot be read; its text says which, and holds no secret
     */
    Optional<String> read() throws IOException;
  }

  /** Where it is. */
  @Override
  public String toString() {
    return endpoint.toString();
  }
}
