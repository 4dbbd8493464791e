package io.groundwatch.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A destination's certificates, as PEM files.
 *
 * @param caFile the authorities to trust in place of the platform's
 * @param certFile the client's certificate; present if and only if its key is
 * @param keyFile the client's key
 * @param serverName the name that the server's certificate must hold, in place of the url's host
 */
public record TlsConfig(
    Optional<Path> caFile,
    Optional<Path> certFile,
    Optional<Path> keyFile,
    Optional<String> serverName) {
  /** The platform's authorities and no client certificate. */
  public static final TlsConfig NONE =
      new TlsConfig(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
