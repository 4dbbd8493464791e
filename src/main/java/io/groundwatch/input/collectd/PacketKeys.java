package io.groundwatch.input.collectd;

import io.groundwatch.input.collectd.Refusals.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Checks signatures and opens what is encrypted, with the passwords of an {@link AuthFile}. One
 * thread.
 *
 * <ul>
 *   <li>A signature is an HMAC-SHA-256 (32 bytes) under the password, of the user's name, which
 *       follows it in its part, and of all parts after it.
 *   <li>What is encrypted is the length of the user's name (2 bytes), the name, an initial vector
 *       (16 bytes), and, in AES-256-OFB under the password's SHA-256, the SHA-1 (20 bytes) of the
 *       parts that follow, and these.
 * </ul>
 */
final class PacketKeys {
  private static final String HMAC = "HmacSHA256";
  private static final int HMAC_BYTES = 32;
  private static final int VECTOR_BYTES = 16;
  private static final int SHA1_BYTES = 20;

  private final AuthFile users;

  /**
   * What was encrypted.
   *
   * @param payload parts; empty where there is a fault
   */
  record Opened(ByteBuffer payload, @Nullable Reason fault) {
    private static Opened refused(Reason fault) {
      return new Opened(ByteBuffer.allocate(0), fault);
    }
  }

  PacketKeys(AuthFile users) {
    this.users = users;
  }

  /** Checks the signature in {@code part} of what is {@code after} it; null = it is right. */
  @Nullable Reason verify(ByteBuffer part, ByteBuffer after) {
    if (part.remaining() <= HMAC_BYTES) {
      return Reason.FORMAT;
    }
    byte[] sent = new byte[HMAC_BYTES];
    part.get(sent);
    byte[] user = new byte[part.remaining()];
    part.get(user);
    Optional<byte[]> password = users.password(new String(user, StandardCharsets.UTF_8));
    if (password.isEmpty()) {
      return Reason.USER;
    }
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(password.get(), HMAC));
      mac.update(user);
      mac.update(after);
      return MessageDigest.isEqual(mac.doFinal(), sent) ? null : Reason.SIGNATURE;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + HMAC, e);
    }
  }

  /** Opens an encrypted part. */
  Opened open(ByteBuffer part) {
    int length = part.remaining() < Short.BYTES ? 0 : part.getShort() & 0xffff;
    if (length == 0 || part.remaining() < length + VECTOR_BYTES + SHA1_BYTES) {
      return Opened.refused(Reason.FORMAT);
    }
    byte[] user = new byte[length];
    part.get(user);
    Optional<byte[]> password = users.password(new String(user, StandardCharsets.UTF_8));
    if (password.isEmpty()) {
      return Opened.refused(Reason.USER);
    }
    byte[] vector = new byte[VECTOR_BYTES];
    part.get(vector);
    try {
      return checked(decrypted(part, password.get(), vector));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES, SHA-1 and SHA-256", e);
    }
  }

  private static byte[] decrypted(ByteBuffer part, byte[] password, byte[] vector)
      throws GeneralSecurityException {
    byte[] key = MessageDigest.getInstance("SHA-256").digest(password);
    Cipher cipher = Cipher.getInstance("AES/OFB/NoPadding");
    cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(vector));
    byte[] closed = new byte[part.remaining()];
    part.get(closed);
    return cipher.doFinal(closed);
  }

  private static Opened checked(byte[] open) throws GeneralSecurityException {
    MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
    sha1.update(open, SHA1_BYTES, open.length - SHA1_BYTES);
    byte[] sent = new byte[SHA1_BYTES];
    System.arraycopy(open, 0, sent, 0, SHA1_BYTES);
    if (!MessageDigest.isEqual(sha1.digest(), sent)) {
      return Opened.refused(Reason.SIGNATURE);
    }
    return new Opened(ByteBuffer.wrap(open, SHA1_BYTES, open.length - SHA1_BYTES).slice(), null);
  }
}
