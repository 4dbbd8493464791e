package io.groundwatch.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads {@code url} of a destination. No fault shows the address: it may hold a secret. */
final class UrlReader {
  private static final String KEY = "url";
  private static final int MAX_LENGTH = 2048;
  private static final int MAX_PORT = 65_535;
  private static final Set<String> SCHEMES = Set.of("http", "https");

  private final Faults faults;

  UrlReader(Faults faults) {
    this.faults = faults;
  }

  Optional<URI> read(ObjectReader destination) {
    return destination.node(KEY).flatMap(node -> read(destination, node));
  }

  private Optional<URI> read(ObjectReader destination, ConfigNode node) {
    Optional<String> text = destination.string(KEY, 1, MAX_LENGTH);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI url = new URI(text.get());
      Optional<String> fault = fault(url);
      fault.ifPresent(message -> faults.error(node.place(), message));
      return fault.isPresent() ? Optional.empty() : Optional.of(url);
    } catch (URISyntaxException e) {
      faults.error(
          node.place(),
          "not an address: " + e.getReason() + " (expected: such as \"https://host:8443/path\")");
      return Optional.empty();
    }
  }

  private static Optional<String> fault(URI url) {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (!SCHEMES.contains(scheme)) {
      return Optional.of("neither http: nor https: (expected: http://… or https://…)");
    }
    String authority = url.getRawAuthority() == null ? "" : url.getRawAuthority();
    if (authority.contains("@")) {
      return Optional.of("holds a user or a password (expected: auth.basic for these)");
    }
    if (url.getHost() == null) {
      return Optional.of("no valid host (expected: such as \"https://host:8443/path\")");
    }
    if (url.getPort() == 0 || url.getPort() > MAX_PORT) {
      return Optional.of("port " + url.getPort() + " (expected: 1 to " + MAX_PORT + ")");
    }
    return Optional.empty();
  }
}
