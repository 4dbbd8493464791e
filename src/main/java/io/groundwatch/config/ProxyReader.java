package io.groundwatch.config;

import io.groundwatch.config.ConfigNode.ObjectNode;
import io.groundwatch.config.ConfigNode.StringNode;
import io.groundwatch.config.Fault.Severity;
import java.net.URI;
import java.util.Optional;

/**
 * Reads {@code proxy} of a destination: an address, which may hold a user and a password, {@code
 * "none"}, or an object of {@code url}, {@code user} and {@code password_file}. No fault shows a
 * value.
 */
final class ProxyReader {
  private static final String KEY = "proxy";
  private static final String NONE = "none";
  private static final String EXAMPLE = "\"http://proxy.example:3128\"";
  private static final String EXPECTED = "such as " + EXAMPLE;
  private static final int MAX_LENGTH = 2048;

  private final Faults faults;

  ProxyReader(Faults faults) {
    this.faults = faults;
  }

  ProxyConfig read(ObjectReader destination) {
    Optional<ConfigNode> node = destination.node(KEY);
    if (node.isEmpty()) {
      return new ProxyConfig.OfEnvironment();
    }
    return read(destination, node.get()).orElse(new ProxyConfig.None());
  }

  private Optional<ProxyConfig> read(ObjectReader destination, ConfigNode node) {
    if (node instanceof StringNode) {
      return destination.string(KEY, 1, MAX_LENGTH).flatMap(text -> ofText(node, text));
    }
    if (node instanceof ObjectNode) {
      return ObjectReader.of(node, faults).flatMap(this::ofObject);
    }
    faults.error(
        node.place(), node.kind() + " (expected: \"none\", an object, or " + EXAMPLE + ")");
    return Optional.empty();
  }

  private Optional<ProxyConfig> ofText(ConfigNode node, String text) {
    if (text.equals(NONE)) {
      return Optional.of(new ProxyConfig.None());
    }
    ProxyAddress address = ProxyAddress.split(text);
    Optional<URI> url = url(node, address.url());
    return address.userInfo().isEmpty()
        ? url.map(known -> new ProxyConfig.Named(known, Optional.empty()))
        : url.flatMap(
            known ->
                credentials(node, address)
                    .map(basic -> new ProxyConfig.Named(known, Optional.of(basic))));
  }

  private Optional<AuthConfig.Basic> credentials(ConfigNode node, ProxyAddress address) {
    if (address.user().isEmpty() || address.password().isEmpty()) {
      faults.error(node.place(), "no user or no password before the @ (expected: user:password@)");
      return Optional.empty();
    }
    if (SecretRef.OfText.hasOtherPlaceholder(address.password())) {
      faults.error(node.place(), "an unknown placeholder (expected: ${env:NAME})");
      return Optional.empty();
    }
    if (!address.passwordIsReference()) {
      faults.warning(
          node.place(),
          "a password in the file itself (better: ${env:NAME} in its place, or an object with url,"
              + " user and password_file)");
    }
    return Optional.of(
        new AuthConfig.Basic(address.user(), new SecretRef.OfText(address.password())));
  }

  private Optional<ProxyConfig> ofObject(ObjectReader reader) {
    reader.required("url", "the address of the proxy, " + EXPECTED);
    Optional<URI> url =
        reader
            .string("url", 1, MAX_LENGTH)
            .flatMap(text -> url(reader.node("url").orElseThrow(), text));
    boolean anonymous = !reader.has("user") && !reader.has("password_file");
    Optional<AuthConfig.Basic> credentials =
        anonymous && !reader.has("password")
            ? Optional.empty()
            : new AuthReader(faults).basic(reader);
    reader.finish(Severity.ERROR);
    return url.map(u -> new ProxyConfig.Named(u, credentials));
  }

  private Optional<URI> url(ConfigNode node, String text) {
    Optional<URI> url = UrlReader.parse(text);
    String fault = url.map(ProxyReader::fault).orElse("not an address");
    if (!fault.isEmpty()) {
      faults.error(node.place(), fault + " (expected: " + EXPECTED + ")");
      return Optional.empty();
    }
    return url;
  }

  private static String fault(URI url) {
    if (!"http".equalsIgnoreCase(url.getScheme())) {
      return "not http:, the only way to talk to a proxy that is known here";
    }
    if (String.valueOf(url.getRawAuthority()).contains("@")) {
      return "holds a user or a password beside \"user\" and \"password_file\"";
    }
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    boolean more = url.getRawQuery() != null || !(path.isEmpty() || path.equals("/"));
    return more ? "more than a host and a port" : UrlReader.hostFault(url).orElse("");
  }
}
