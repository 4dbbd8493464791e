package io.groundwatch.net;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The TLS settings of one destination, read from their files at the first connection that needs
 * them, since TLS costs megabytes and most agents use none. After a failure they are read again, so
 * that a renewed certificate needs no restart. Any thread.
 */
final class ClientTls {
  private final TlsFiles files;
  private volatile @Nullable SslContext context;

  ClientTls(TlsFiles files) {
    this.files = files;
  }

  /**
   * Reads files at the first call, and takes a while.
   *
   * @throws IOException where a file cannot be used; its text names the file and the setting
   */
  SslContext context() throws IOException {
    SslContext known = context;
    if (known == null) {
      known = build();
      context = known;
    }
    return known;
  }

  /** Makes the next call read the files again. */
  void forget() {
    context = null;
  }

  private SslContext build() throws IOException {
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .sslProvider(SslProvider.JDK)
            .protocols("TLSv1.3", "TLSv1.2")
            .endpointIdentificationAlgorithm("HTTPS");
    Optional<File> ca = readable("ca_file", files.ca());
    Optional<File> cert = readable("cert_file", files.cert());
    Optional<File> key = readable("key_file", files.key());
    if (ca.isPresent()) {
      trust(builder, ca.get());
    }
    if (cert.isPresent() && key.isPresent()) {
      identify(builder, cert.get(), key.get());
    }
    return builder.build();
  }

  private static void trust(SslContextBuilder builder, File ca) throws IOException {
    try {
      builder.trustManager(ca);
    } catch (IllegalArgumentException e) {
      throw new IOException("ca_file: " + ca + " (expected: certificates in PEM form)", e);
    }
  }

  private static void identify(SslContextBuilder builder, File cert, File key) throws IOException {
    try {
      builder.keyManager(cert, key);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "cert_file: "
              + cert
              + ", key_file: "
              + key
              + " (expected: certificates in PEM form, and their key as unencrypted PKCS#8 PEM;"
              + " \"openssl pkcs8 -topk8 -nocrypt\" converts one)",
          e);
    }
  }

  private static Optional<File> readable(String setting, Optional<Path> file) throws IOException {
    if (file.isPresent() && !Files.isReadable(file.get())) {
      throw new IOException(setting + ": " + file.get() + " (expected: a file that can be read)");
    }
    return file.map(Path::toFile);
  }
}
