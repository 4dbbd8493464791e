package io.groundwatch.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A key and its certificate (RFC 5280), made anew for a test. */
final class TestIdentity {
  private static final String PASSWORD = "changeit";
  private static final String ALIAS = "it";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final KeyStore store;
  private final Certificate authority;
  private final PrivateKey secret;
  private final Path cert;
  private final Path key;
  private final Path ca;

  private TestIdentity(
      Path folder, String name, PrivateKey secret, List<Certificate> chain, Certificate authority)
      throws GeneralSecurityException, IOException {
    this.secret = secret;
    this.authority = authority;
    store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(ALIAS, secret, PASSWORD.toCharArray(), chain.toArray(Certificate[]::new));
    StringBuilder pem = new StringBuilder();
    for (Certificate certificate : chain) {
      pem.append(pem("CERTIFICATE", certificate.getEncoded()));
    }
    cert = Files.writeString(folder.resolve(name + ".crt"), pem, US_ASCII);
    key =
        Files.writeString(
            folder.resolve(name + ".key"), pem("PRIVATE KEY", secret.getEncoded()), US_ASCII);
    ca =
        Files.writeString(
            folder.resolve(name + ".ca"), pem("CERTIFICATE", authority.getEncoded()), US_ASCII);
  }

  /**
   * Makes one in {@code folder} that vouches for itself.
   *
   * @param names the subject's alternative names: {@code ip:127.0.0.1,dns:localhost}
   */
  static TestIdentity make(Path folder, String name, String names) throws Exception {
    return make(folder, name, names, "EC");
  }

  /** With a key for this algorithm: EC or RSA. */
  static TestIdentity make(Path folder, String name, String names, String algorithm)
      throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    Issuer itself = new Issuer(name, pair.getPrivate());
    Certificate made = itself.issue(name, pair.getPublic(), extension("2.5.29.17", names(names)));
    return new TestIdentity(folder, name, pair.getPrivate(), List.of(made), made);
  }

  /** Makes one that an authority vouches for, through another one. */
  static TestIdentity issued(Path folder, String name, String names) throws Exception {
    return issued(folder, name, names, -1, 1);
  }

  /** It is valid from so many days on to so many days from now. */
  static TestIdentity issued(Path folder, String name, String names, int fromDays, int toDays)
      throws Exception {
    KeyPair top = KeyPairGenerator.getInstance("EC").generateKeyPair();
    KeyPair middle = KeyPairGenerator.getInstance("EC").generateKeyPair();
    KeyPair leaf = KeyPairGenerator.getInstance("EC").generateKeyPair();
    byte[] isAuthority = extension("2.5.29.19", Der.sequence(new byte[] {1, 1, (byte) 0xff}));
    Issuer root = new Issuer(name + "-root", top.getPrivate());
    Issuer between = new Issuer(name + "-middle", middle.getPrivate());
    Certificate authority = root.issue(root.name(), top.getPublic(), isAuthority);
    Certificate second = root.issue(between.name(), middle.getPublic(), isAuthority);
    Certificate first =
        between.issue(
            name,
            leaf.getPublic(),
            extension("2.5.29.17", names(names)),
            Instant.now().plus(fromDays, ChronoUnit.DAYS),
            Instant.now().plus(toDays, ChronoUnit.DAYS));
    return new TestIdentity(folder, name, leaf.getPrivate(), List.of(first, second), authority);
  }

  /** Who signs. */
  private record Issuer(String name, PrivateKey key) {
    Certificate issue(String subject, PublicKey key, byte[] extension) throws Exception {
      Instant now = Instant.now();
      return issue(
          subject, key, extension, now.minus(1, ChronoUnit.DAYS), now.plus(2, ChronoUnit.DAYS));
    }

    Certificate issue(
        String subject, PublicKey certified, byte[] extension, Instant from, Instant to)
        throws Exception {
      boolean rsa = key.getAlgorithm().equals("RSA");
      byte[] algorithm =
          rsa
              ? Der.sequence(Der.oid("1.2.840.113549.1.1.11"), new byte[] {5, 0})
              : Der.sequence(Der.oid("1.2.840.10045.4.3.2"));
      byte[] content =
          Der.sequence(
              Der.element(0xa0, Der.integer(BigInteger.TWO)),
              Der.integer(new BigInteger(64, RANDOM)),
              algorithm,
              name(name),
              Der.sequence(Der.time(from), Der.time(to)),
              name(subject),
              certified.getEncoded(),
              Der.element(0xa3, Der.sequence(extension)));
      Signature signature = Signature.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSA");
      signature.initSign(key);
      signature.update(content);
      byte[] whole = Der.sequence(content, algorithm, Der.bits(signature.sign()));
      return CertificateFactory.getInstance("X.509")
          .generateCertificate(new ByteArrayInputStream(whole));
    }

    private static byte[] name(String common) {
      byte[] text = Der.element(0x0c, common.getBytes(UTF_8));
      return Der.sequence(Der.element(0x31, Der.sequence(Der.oid("2.5.4.3"), text)));
    }
  }

  private static byte[] extension(String oid, byte[] value) {
    return Der.sequence(Der.oid(oid), Der.octets(value));
  }

  private static byte[] names(String names) throws IOException {
    List<byte[]> all = new ArrayList<>();
    for (String name : names.split(",", -1)) {
      String value = name.substring(name.indexOf(':') + 1);
      all.add(
          name.startsWith("ip:")
              ? Der.element(0x87, InetAddress.getByName(value).getAddress())
              : Der.element(0x82, value.getBytes(US_ASCII)));
    }
    return Der.sequence(all.toArray(byte[][]::new));
  }

  /** Holds the key and the certificate; its entries have the password below. */
  KeyStore store() {
    return store;
  }

  char[] password() {
    return PASSWORD.toCharArray();
  }

  PrivateKey secret() {
    return secret;
  }

  /** The certificate, and those between it and its authority. */
  Path cert() {
    return cert;
  }

  /** The key as PKCS#8. */
  Path key() {
    return key;
  }

  /** The certificate of who vouches for it. */
  Path ca() {
    return ca;
  }

  /** Only the authority's certificate, for one who is to trust it. */
  KeyStore trusting() throws GeneralSecurityException, IOException {
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    trust.setCertificateEntry(ALIAS, authority);
    return trust;
  }

  /** One block of a PEM file. */
  static String pem(String label, byte[] der) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
  }
}
