package io.groundwatch.config;

import java.net.URI;
import java.util.Optional;

/** Whether requests of a destination go through a proxy, and through which. */
public sealed interface ProxyConfig {
  /** Whatever the variables HTTP_PROXY, HTTPS_PROXY and NO_PROXY say. */
  record OfEnvironment() implements ProxyConfig {}

  /** None, whatever the environment says. */
  record None() implements ProxyConfig {}

  /**
   * This one, whatever the environment says.
   *
   * @param url {@code http}, with a host and no user
   * @param credentials who the proxy lets through
   */
  record Named(URI url, Optional<AuthConfig.Basic> credentials) implements ProxyConfig {}
}
