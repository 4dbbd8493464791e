package io.groundwatch.net;

import io.groundwatch.runtime.FileFailure;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The TLS settings of one destination, read from their files at the first connection that needs
 * them, since TLS costs megabytes and most agents use none. At each later connection the files are
 * looked at, and read again where one changed, so that a renewed certificate needs no restart. One
 * thread at a time, but for {@link #forget}.
 */
final class ClientTls {
  private final TlsFiles files;
  private volatile @Nullable Built built;

  /** What was made of the files when they were like this. */
  private record Built(SslContext context, List<Stamp> stamps) {}

  /** Changes whenever a file does; its key tells one that took the place of another. */
  private record Stamp(FileTime modified, long size, @Nullable Object key) {}

  ClientTls(TlsFiles files) {
    this.files = files;
  }

  /**
   * Looks at the files, and reads them where they changed; takes a while.
   *
   * @throws TlsFilesException where a file cannot be used
   */
  SslContext context() throws TlsFilesException {
    // Looked at before they are read, so that a change in between is seen the next time.
    List<Stamp> stamps = stamps();
    Built known = built;
    if (known == null || !known.stamps().equals(stamps)) {
      known = new Built(build(), stamps);
      built = known;
    }
    return known.context();
  }

  /** Makes the next call read everything again, the runtime's authorities too. */
  void forget() {
    built = null;
  }

  private List<Stamp> stamps() throws TlsFilesException {
    List<Stamp> stamps = new ArrayList<>();
    for (Path file :
        Stream.of(files.ca(), files.cert(), files.key()).flatMap(Optional::stream).toList()) {
      try {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        stamps.add(new Stamp(now.lastModifiedTime(), now.size(), now.fileKey()));
      } catch (IOException e) {
        throw KeyFiles.unusable(setting(file), file, FileFailure.reason(e), e);
      }
    }
    return stamps;
  }

  private String setting(Path file) {
    if (files.ca().filter(file::equals).isPresent()) {
      return "ca_file";
    }
    return files.cert().filter(file::equals).isPresent() ? "cert_file" : "key_file";
  }

  private SslContext build() throws TlsFilesException {
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .sslProvider(SslProvider.JDK)
            .protocols("TLSv1.3", "TLSv1.2")
            .endpointIdentificationAlgorithm("HTTPS");
    if (files.ca().isPresent()) {
      builder.trustManager(KeyFiles.certificates("ca_file", files.ca().get()));
    }
    if (files.cert().isPresent() && files.key().isPresent()) {
      X509Certificate[] chain = KeyFiles.certificates("cert_file", files.cert().get());
      builder.keyManager(KeyFiles.key(files.key().get(), files.cert().get(), chain[0]), chain);
    }
    try {
      return builder.build();
    } catch (IOException | IllegalArgumentException e) {
      throw new TlsFilesException(String.valueOf(e.getMessage()), e);
    }
  }
}
