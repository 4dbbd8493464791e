package io.groundwatch.net;

import io.groundwatch.net.PemFile.Block;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;

/**
 * Reads a private key in any form that people have it in: PKCS#8 (RFC 5208), and the older PKCS#1
 * of RSA (RFC 8017 §A.1.2) and SEC 1 of elliptic curves (RFC 5915), which Java knows only inside of
 * PKCS#8 and which are wrapped in it here:
 *
 * <pre>
 * SEQUENCE { INTEGER 0, SEQUENCE { OID of the algorithm, its parameters }, OCTET STRING { key } }
 * </pre>
 */
final class PemKey {
  private static final String PKCS8 = "PRIVATE KEY";
  private static final String PKCS1 = "RSA PRIVATE KEY";
  private static final String SEC1 = "EC PRIVATE KEY";
  private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

  private static final byte SEQUENCE = 0x30;
  private static final byte INTEGER = 0x02;
  private static final byte OCTET_STRING = 0x04;
  private static final byte PARAMETERS = (byte) 0xa0;

  /** INTEGER 0. */
  private static final byte[] VERSION = {INTEGER, 1, 0};

  /** OID 1.2.840.113549.1.1.1 and NULL. */
  private static final byte[] RSA = {
    6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1, 5, 0
  };

  /** OID 1.2.840.10045.2.1; the curve follows. */
  private static final byte[] EC = {6, 7, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1};

  private PemKey() {}

  /**
   * The first key of a file.
   *
   * @throws IOException where it cannot be read, or holds none that can be used; the text says
   *     which form it has and how to change it, and nothing of the key
   */
  static PrivateKey read(Path file) throws IOException {
    for (Block block : PemFile.read(file)) {
      if (block.encrypted() || block.label().equals(ENCRYPTED)) {
        throw new IOException(
            "the key is encrypted (expected: one that is not; \"openssl pkey -in FILE -out FILE\""
                + " decrypts it)");
      }
      Optional<byte[]> pkcs8 = pkcs8(block);
      if (pkcs8.isPresent()) {
        return key(pkcs8.get());
      }
    }
    throw new IOException("no key in it (expected: a private key in PEM form)");
  }

  /** Empty where it is no key: a certificate beside it, or the parameters of its curve. */
  private static Optional<byte[]> pkcs8(Block block) throws IOException {
    return switch (block.label()) {
      case PKCS8 -> Optional.of(block.der());
      case PKCS1 -> Optional.of(wrapped(RSA, block.der()));
      case SEC1 -> Optional.of(wrapped(concat(EC, curve(block.der())), block.der()));
      default -> Optional.empty();
    };
  }

  private static PrivateKey key(byte[] pkcs8) throws IOException {
    GeneralSecurityException last = null;
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (GeneralSecurityException e) {
        last = e; // of another algorithm, or of none
      }
    }
    throw new IOException(
        "a key that cannot be used (expected: one of RSA, EC or Ed25519, undamaged)", last);
  }

  private static byte[] wrapped(byte[] algorithm, byte[] key) {
    return der(SEQUENCE, concat(VERSION, der(SEQUENCE, algorithm), der(OCTET_STRING, key)));
  }

  /** The curve's OID, which the key itself must name: {@code [0] { OID }} behind its number. */
  private static byte[] curve(byte[] sec1) throws IOException {
    try {
      ByteBuffer fields = content(ByteBuffer.wrap(sec1), SEQUENCE);
      content(fields, INTEGER);
      content(fields, OCTET_STRING);
      ByteBuffer named = content(fields, PARAMETERS);
      byte[] oid = new byte[named.remaining()];
      named.get(oid);
      return oid;
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new IOException("a damaged EC key, or one that does not name its curve", e);
    }
  }

  /** The content of the next element, which is passed over. */
  private static ByteBuffer content(ByteBuffer from, byte tag) {
    if (from.get() != tag) {
      throw new IllegalArgumentException("another element");
    }
    int length = from.get() & 0xff;
    if (length > 0x80) {
      int bytes = length & 0x7f;
      length = 0;
      for (int i = 0; i < bytes; i++) {
        length = (length << 8) | (from.get() & 0xff);
      }
    }
    ByteBuffer content = from.duplicate().limit(from.position() + length);
    from.position(from.position() + length);
    return content;
  }

  /** One element; DER has its length in as few bytes as it takes. */
  private static byte[] der(byte tag, byte[] content) {
    int n = content.length;
    byte[] head;
    if (n < 0x80) {
      head = new byte[] {tag, (byte) n};
    } else if (n < 0x100) {
      head = new byte[] {tag, (byte) 0x81, (byte) n};
    } else if (n < 0x10000) {
      head = new byte[] {tag, (byte) 0x82, (byte) (n >> 8), (byte) n};
    } else {
      head = new byte[] {tag, (byte) 0x83, (byte) (n >> 16), (byte) (n >> 8), (byte) n};
    }
    return concat(head, content);
  }

  private static byte[] concat(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteBuffer all = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }
}
