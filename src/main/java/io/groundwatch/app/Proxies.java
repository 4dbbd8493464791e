package io.groundwatch.app;

import io.groundwatch.config.AuthConfig;
import io.groundwatch.config.DestinationConfig;
import io.groundwatch.config.ProxyAddress;
import io.groundwatch.config.ProxyConfig;
import io.groundwatch.config.SecretRef;
import io.groundwatch.net.HttpEndpoint;
import io.groundwatch.net.HttpProxy;
import io.groundwatch.net.NoProxy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which proxy a destination is reached through: the one that its configuration names, else the one
 * of the environment, as curl reads it: {@code https_proxy} or {@code http_proxy} by the URL's
 * scheme, in small letters or capitals, unless {@code no_proxy} covers the host or it is loopback.
 */
final class Proxies {
  private static final Logger log = LoggerFactory.getLogger(Proxies.class);

  private final Map<String, String> environment;

  Proxies(Map<String, String> environment) {
    this.environment = environment;
  }

  Optional<HttpProxy> of(DestinationConfig destination, HttpEndpoint peer) {
    ProxyConfig configured = destination.proxy();
    if (configured instanceof ProxyConfig.Named named) {
      return Optional.of(proxy(HttpEndpoint.of(named.url()), named.credentials()));
    }
    if (configured instanceof ProxyConfig.None) {
      return Optional.empty();
    }
    String excepted = speaking(List.of("no_proxy", "NO_PROXY")).map(this::value).orElse("");
    if (NoProxy.of(excepted).covers(peer)) {
      return Optional.empty();
    }
    List<String> names =
        peer.tls() ? List.of("https_proxy", "HTTPS_PROXY") : List.of("http_proxy", "HTTP_PROXY");
    return speaking(names).flatMap(name -> ofVariable(name, destination.name()));
  }

  /** The first of these variables that says something. */
  private Optional<String> speaking(List<String> names) {
    return names.stream().filter(name -> !value(name).isEmpty()).findFirst();
  }

  private String value(String variable) {
    return environment.getOrDefault(variable, "").strip();
  }

  private Optional<HttpProxy> ofVariable(String variable, String destination) {
    ProxyAddress address = ProxyAddress.split(value(variable));
    try {
      HttpEndpoint endpoint = HttpEndpoint.of(URI.create(address.url()));
      if (endpoint.tls()) {
        throw new IllegalArgumentException("https:");
      }
      log.info("{} is reached through the proxy {} of {}.", destination, endpoint, variable);
      return Optional.of(proxy(endpoint, credentials(address)));
    } catch (IllegalArgumentException e) {
      log.warn(
          "{} is reached without a proxy: the variable {} names none that is known here (expected:"
              + " such as http://proxy.example:3128).",
          destination,
          variable);
      return Optional.empty();
    }
  }

  private static Optional<AuthConfig.Basic> credentials(ProxyAddress address) {
    return address.userInfo().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new AuthConfig.Basic(address.user(), new SecretRef.OfText(address.password())));
  }

  private HttpProxy proxy(HttpEndpoint endpoint, Optional<AuthConfig.Basic> credentials) {
    HttpProxy.Credentials read =
        credentials
            .map(basic -> new ConfiguredAuth(basic, environment))
            .map(auth -> (HttpProxy.Credentials) () -> auth.read().values().stream().findFirst())
            .orElse(HttpProxy.Credentials.NONE);
    return new HttpProxy(endpoint, read);
  }
}
