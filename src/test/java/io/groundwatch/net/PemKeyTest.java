package io.groundwatch.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PemKeyTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void readsPkcs8(String algorithm) throws Exception {
    PrivateKey key = KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate();
    assertThat(read(TestIdentity.pem("PRIVATE KEY", key.getEncoded()))).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 2048})
  void readsPkcs1(int bits) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    PrivateKey key = generator.generateKeyPair().getPrivate();
    assertThat(read(TestIdentity.pem("RSA PRIVATE KEY", inner(key.getEncoded())))).isEqualTo(key);
  }

  @ParameterizedTest
  @CsvSource({
    "secp256r1,32,1.2.840.10045.3.1.7",
    "secp384r1,48,1.3.132.0.34",
    "secp521r1,66,1.3.132.0.35"
  })
  void readsSec1AndPassesOverTheParametersBeforeIt(String curve, int bytes, String number)
      throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    ECPrivateKey key = (ECPrivateKey) generator.generateKeyPair().getPrivate();
    byte[] oid = Der.oid(number);
    byte[] sec1 =
        Der.sequence(
            Der.integer(BigInteger.ONE), Der.octets(unsigned(key, bytes)), Der.element(0xa0, oid));
    String pem = TestIdentity.pem("EC PARAMETERS", oid) + TestIdentity.pem("EC PRIVATE KEY", sec1);
    PrivateKey read = read(pem);
    assertThat(read).isInstanceOf(ECPrivateKey.class);
    assertThat(((ECPrivateKey) read).getS()).isEqualTo(key.getS());
    assertThat(((ECPrivateKey) read).getParams().getOrder()).isEqualTo(key.getParams().getOrder());
  }

  @Test
  void anEncryptedKeyIsNamedAsSuch() {
    String pkcs8 = TestIdentity.pem("ENCRYPTED PRIVATE KEY", new byte[40]);
    String old =
        """
        -----BEGIN RSA PRIVATE KEY-----
        Proc-Type: 4,ENCRYPTED
        DEK-Info: AES-128-CBC,00

        AAAA
        -----END RSA PRIVATE KEY-----
        """;
    for (String pem : new String[] {pkcs8, old}) {
      assertThatThrownBy(() -> read(pem))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("the key is encrypted (expected: one that is not; ");
    }
  }

  @Test
  void whatIsNoKeyIsAnIoExceptionWhateverItIs() throws Exception {
    assertThatThrownBy(() -> read("")).hasMessageStartingWith("no key in it");
    assertThatThrownBy(() -> read(TestIdentity.pem("CERTIFICATE", new byte[9])))
        .hasMessageStartingWith("no key in it");
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 500; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      if (bytes.length > 0 && random.nextBoolean()) {
        bytes[0] = 0x30;
      }
      for (String label : new String[] {"PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY"}) {
        String pem = TestIdentity.pem(label, bytes);
        assertThatThrownBy(() -> read(pem))
            .as("seed %d, %s %s", seed, label, Arrays.toString(bytes))
            .isInstanceOf(IOException.class);
      }
    }
  }

  private PrivateKey read(String pem) throws IOException {
    return PemKey.read(Files.writeString(folder.resolve("key.pem"), pem));
  }

  /** What PKCS#8 wraps: behind the version and the algorithm, in an octet string. */
  private static byte[] inner(byte[] pkcs8) {
    int at = header(pkcs8, 0);
    at += 3;
    at = header(pkcs8, at) + 13;
    return Arrays.copyOfRange(pkcs8, header(pkcs8, at), pkcs8.length);
  }

  /** Where the content of the element begins. */
  private static int header(byte[] der, int at) {
    int length = der[at + 1] & 0xff;
    return at + 2 + (length > 0x80 ? length & 0x7f : 0);
  }

  private static byte[] unsigned(ECPrivateKey key, int bytes) {
    byte[] signed = key.getS().toByteArray();
    byte[] fixed = new byte[bytes];
    int length = Math.min(bytes, signed.length);
    System.arraycopy(signed, signed.length - length, fixed, bytes - length, length);
    return fixed;
  }
}
