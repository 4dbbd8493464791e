package io.groundwatch.input.collectd;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A packet as collectd's network plugin makes it, part after part. */
final class Packet {
  static final int HOST = 0x0000;
  static final int PLUGIN = 0x0002;
  static final int PLUGIN_INSTANCE = 0x0003;
  static final int TYPE = 0x0004;
  static final int TYPE_INSTANCE = 0x0005;
  static final int TIME_HIGH = 0x0008;
  static final int INTERVAL_HIGH = 0x0009;
  static final int MESSAGE = 0x0100;
  static final int SEVERITY = 0x0101;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  Packet text(int type, String text) {
    return part(type, (text + "\0").getBytes(UTF_8));
  }

  Packet number(int type, long number) {
    return part(type, ByteBuffer.allocate(Long.BYTES).putLong(number).array());
  }

  /** A list of values of one kind. */
  Packet values(SourceKind kind, Number... numbers) {
    ByteBuffer part = ByteBuffer.allocate(2 + 9 * numbers.length);
    part.putShort((short) numbers.length);
    for (int i = 0; i < numbers.length; i++) {
      part.put((byte) List.of(SourceKind.values()).indexOf(kind));
    }
    for (Number number : numbers) {
      if (kind == SourceKind.GAUGE) {
        part.order(ByteOrder.LITTLE_ENDIAN).putDouble(number.doubleValue());
        part.order(ByteOrder.BIG_ENDIAN);
      } else {
        part.putLong(number.longValue());
      }
    }
    return part(0x0006, part.array());
  }

  Packet part(int type, byte[] content) {
    bytes.writeBytes(
        ByteBuffer.allocate(4)
            .putShort((short) type)
            .putShort((short) (4 + content.length))
            .array());
    bytes.writeBytes(content);
    return this;
  }

  byte[] plain() {
    return bytes.toByteArray();
  }

  byte[] signed(String user, String password) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(password.getBytes(UTF_8), "HmacSHA256"));
    mac.update(user.getBytes(UTF_8));
    byte[] signature = mac.doFinal(plain());
    ByteBuffer content = ByteBuffer.allocate(signature.length + user.length());
    content.put(signature).put(user.getBytes(UTF_8));
    Packet all = new Packet().part(0x0200, content.array());
    all.bytes.writeBytes(plain());
    return all.plain();
  }

  byte[] encrypted(String user, String password) throws GeneralSecurityException {
    byte[] vector = new byte[16];
    vector[3] = 7;
    byte[] key = MessageDigest.getInstance("SHA-256").digest(password.getBytes(UTF_8));
    Cipher cipher = Cipher.getInstance("AES/OFB/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(vector));
    byte[] sum = MessageDigest.getInstance("SHA-1").digest(plain());
    byte[] open = ByteBuffer.allocate(sum.length + plain().length).put(sum).put(plain()).array();
    byte[] closed = cipher.doFinal(open);
    ByteBuffer content = ByteBuffer.allocate(2 + user.length() + 16 + closed.length);
    content.putShort((short) user.length()).put(user.getBytes(UTF_8)).put(vector).put(closed);
    return new Packet().part(0x0210, content.array()).plain();
  }
}
