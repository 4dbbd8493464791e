package io.groundwatch.net;

import io.netty.handler.ssl.SslContext;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known when a connection is to be made.
 *
 * @param addresses of the peer, or of the proxy on the way; at least one
 * @param tls the peer's; null where it is spoken to without
 * @param proxyAuthorization what the proxy asks for; secret
 */
record DialPlan(
    List<InetAddress> addresses, @Nullable SslContext tls, Optional<String> proxyAuthorization) {
  /** Shows no secret. */
  @Override
  public String toString() {
    return "DialPlan" + addresses;
  }
}
