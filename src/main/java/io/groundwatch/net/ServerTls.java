package io.groundwatch.net;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.security.cert.X509Certificate;

/** What a listener needs for TLS, read from its files when it is opened. */
final class ServerTls {
  private ServerTls() {}

  /**
   * Reads the files: a certificate and its key, and where {@code ca_file} is named, the authorities
   * that senders have to be certified by.
   *
   * @throws TlsFilesException where a file cannot be used
   */
  static SslContext of(TlsFiles files) throws TlsFilesException {
    if (files.cert().isEmpty() || files.key().isEmpty()) {
      throw new TlsFilesException("tls: no cert_file and key_file (expected: both)");
    }
    X509Certificate[] chain = KeyFiles.certificates("cert_file", files.cert().get());
    SslContextBuilder builder =
        SslContextBuilder.forServer(
                KeyFiles.key(files.key().get(), files.cert().get(), chain[0]), chain)
            .sslProvider(SslProvider.JDK)
            .protocols("TLSv1.3", "TLSv1.2");
    if (files.ca().isPresent()) {
      builder
          .trustManager(KeyFiles.certificates("ca_file", files.ca().get()))
          .clientAuth(ClientAuth.REQUIRE);
    }
    try {
      return builder.build();
    } catch (IOException | IllegalArgumentException e) {
      throw new TlsFilesException(String.valueOf(e.getMessage()), e);
    }
  }
}
