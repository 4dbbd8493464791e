package io.groundwatch.net;

import io.groundwatch.runtime.FileFailure;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
  /** How a pair of keys is tried out. */
  private static final Map<String, String> SIGNATURES =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA");

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
        throw unusable(setting(file), file, FileFailure.reason(e), e);
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
      builder.trustManager(certificates("ca_file", files.ca().get()));
    }
    if (files.cert().isPresent() && files.key().isPresent()) {
      X509Certificate[] chain = certificates("cert_file", files.cert().get());
      builder.keyManager(key(files.key().get(), files.cert().get(), chain[0]), chain);
    }
    try {
      return builder.build();
    } catch (IOException | IllegalArgumentException e) {
      throw new TlsFilesException(String.valueOf(e.getMessage()), e);
    }
  }

  private static X509Certificate[] certificates(String setting, Path file)
      throws TlsFilesException {
    List<X509Certificate> all = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (PemFile.Block block : PemFile.read(file)) {
        if (block.label().equals("CERTIFICATE")) {
          all.add(
              (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.der())));
        }
      }
    } catch (IOException e) {
      throw unusable(setting, file, FileFailure.reason(e), e);
    } catch (CertificateException e) {
      throw unusable(setting, file, "a damaged certificate", e);
    }
    if (all.isEmpty()) {
      throw new TlsFilesException(
          setting + ": " + file + ": no certificate in it (expected: certificates in PEM form)");
    }
    return all.toArray(X509Certificate[]::new);
  }

  private static PrivateKey key(Path file, Path cert, X509Certificate leaf)
      throws TlsFilesException {
    try {
      PrivateKey key = PemKey.read(file);
      if (!fit(key, leaf.getPublicKey())) {
        throw new IOException("not the key of the first certificate in cert_file, " + cert);
      }
      return key;
    } catch (IOException e) {
      throw unusable("key_file", file, FileFailure.reason(e), e);
    }
  }

  /** Otherwise the handshake would fail, and say nothing that helps. */
  private static boolean fit(PrivateKey key, PublicKey certified) {
    String algorithm = SIGNATURES.get(certified.getAlgorithm());
    if (algorithm == null) {
      return true; // not known how to tell
    }
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(certified.getEncoded());
      byte[] signed = signature.sign();
      signature.initVerify(certified);
      signature.update(certified.getEncoded());
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static TlsFilesException unusable(
      String setting, Path file, String why, Exception cause) {
    return new TlsFilesException(setting + ": " + file + ": " + why, cause);
  }
}
