package io.groundwatch.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the address of a destination. No fault shows the address: it may hold a secret. */
final class UrlReader {
  private static final int MAX_LENGTH = 2048;

  /** As upstream. */
  private static final int MIN_HOST = 4;

  private static final int MAX_PORT = 65_535;
  private static final int MAX_PORT_DIGITS = 5;
  private static final Set<String> SCHEMES = Set.of("http", "https");

  /** Names may hold an underscore, as those of containers often do; {@link URI} knows none. */
  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+(?:%[A-Za-z0-9._-]+)?])(?::([0-9]*))?");

  private final Faults faults;

  UrlReader(Faults faults) {
    this.faults = faults;
  }

  Optional<URI> read(ObjectReader destination, String key) {
    return destination.node(key).flatMap(node -> read(destination, key, node));
  }

  /** The same for a key that also takes a host alone, which is reached by https. */
  Optional<URI> readHost(ObjectReader section, String key) {
    return section
        .node(key)
        .flatMap(
            node ->
                section
                    .string(key, MIN_HOST, MAX_LENGTH)
                    .flatMap(text -> url(text.contains("://") ? text : "https://" + text, node)));
  }

  private Optional<URI> read(ObjectReader destination, String key, ConfigNode node) {
    return destination.string(key, 1, MAX_LENGTH).flatMap(text -> url(text, node));
  }

  private Optional<URI> url(String text, ConfigNode node) {
    try {
      URI url = new URI(text);
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

  /** The text as an address; empty where it is none. */
  static Optional<URI> parse(String text) {
    try {
      return Optional.of(new URI(text));
    } catch (URISyntaxException e) {
      return Optional.empty(); // its message holds the text, which may hold a secret
    }
  }

  private static Optional<String> fault(URI url) {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (!SCHEMES.contains(scheme)) {
      return Optional.of("neither http: nor https: (expected: http://… or https://…)");
    }
    if (authority(url).contains("@")) {
      return Optional.of("holds a user or a password (expected: auth.basic for these)");
    }
    return hostFault(url).map(fault -> fault + " (expected: such as \"https://host:8443/path\")");
  }

  /** What is wrong with host and port. */
  static Optional<String> hostFault(URI url) {
    Matcher parts = HOST_AND_PORT.matcher(authority(url));
    if (!parts.matches()) {
      return Optional.of("no valid host");
    }
    String port = parts.group(1);
    return port == null || port.isEmpty() || isPort(port)
        ? Optional.empty()
        : Optional.of("port " + port + " is none of 1 to " + MAX_PORT);
  }

  private static boolean isPort(String digits) {
    int port = digits.length() > MAX_PORT_DIGITS ? 0 : Integer.parseInt(digits);
    return port >= 1 && port <= MAX_PORT;
  }

  private static String authority(URI url) {
    return url.getRawAuthority() == null ? "" : url.getRawAuthority();
  }
}
