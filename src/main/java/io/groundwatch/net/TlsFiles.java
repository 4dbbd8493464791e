package io.groundwatch.net;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The PEM files of a destination's TLS.
 *
 * @param ca the authorities to trust instead of the Java runtime's
 * @param cert the client's certificate, and those between it and the authority
 * @param key the client's private key: PKCS#8, not encrypted
 */
public record TlsFiles(Optional<Path> ca, Optional<Path> cert, Optional<Path> key) {
  /** The runtime's authorities, and no client certificate. */
  public static final TlsFiles NONE =
      new TlsFiles(Optional.empty(), Optional.empty(), Optional.empty());

  /** Refuses a certificate without its key, or the reverse. */
  public TlsFiles {
    if (cert.isPresent() != key.isPresent()) {
      throw new IllegalArgumentException(
          "tls: only one of cert_file and key_file (expected: both or none)");
    }
  }
}
