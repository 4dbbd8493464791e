package io.groundwatch.net;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/** A key and its self-signed certificate, made anew for a test by the JDK's own keytool. */
final class TestIdentity {
  private static final String PASSWORD = "changeit";

  private final KeyStore store;
  private final Path cert;
  private final Path key;

  private TestIdentity(KeyStore store, Path cert, Path key) {
    this.store = store;
    this.cert = cert;
    this.key = key;
  }

  /**
   * Makes one in {@code folder}.
   *
   * @param names the subject's alternative names as keytool writes them: {@code ip:127.0.0.1}
   */
  static TestIdentity make(Path folder, String name, String names) throws Exception {
    Path file = folder.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "it",
                "-keyalg",
                "EC",
                "-validity",
                "2",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=" + names,
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile())
            .start();
    if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      throw new IOException(Files.readString(folder.resolve(name + ".log")));
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    Path cert = folder.resolve(name + ".crt");
    Path key = folder.resolve(name + ".key");
    writePem(cert, "CERTIFICATE", store.getCertificate("it").getEncoded());
    writePem(key, "PRIVATE KEY", store.getKey("it", PASSWORD.toCharArray()).getEncoded());
    return new TestIdentity(store, cert, key);
  }

  /** Holds the key and the certificate; its entries have the password below. */
  KeyStore store() {
    return store;
  }

  char[] password() {
    return PASSWORD.toCharArray();
  }

  Path cert() {
    return cert;
  }

  Path key() {
    return key;
  }

  /** Only the certificate, for one who is to trust it. */
  KeyStore trusting() throws GeneralSecurityException, IOException {
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    trust.setCertificateEntry("it", store.getCertificate("it"));
    return trust;
  }

  private static void writePem(Path file, String what, byte[] der) throws IOException {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    Files.writeString(
        file,
        "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n",
        US_ASCII);
  }
}
