package io.groundwatch.net;

import io.groundwatch.runtime.FileFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
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

/** Reads certificates and keys of TLS, and says of a file that cannot be used which and why. */
final class KeyFiles {
  /** How a pair of keys is tried out. */
  private static final Map<String, String> SIGNATURES =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA");

  private KeyFiles() {}

  /** The certificates of a file, in its order; at least one. */
  static X509Certificate[] certificates(String setting, Path file) throws TlsFilesException {
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

  /** The key of a file, which is that of {@code leaf}. */
  static PrivateKey key(Path file, Path cert, X509Certificate leaf) throws TlsFilesException {
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

  /** What to say of a file that cannot be used. */
  static TlsFilesException unusable(String setting, Path file, String why, Exception cause) {
    return new TlsFilesException(setting + ": " + file + ": " + why, cause);
  }
}
