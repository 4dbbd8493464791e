package io.groundwatch.net;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes elements of DER (X.690), as keys and certificates are made of. */
final class Der {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private Der() {}

  /** An element of this tag around the parts. */
  static byte[] element(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(tag);
    byte[] length = BigInteger.valueOf(content.size()).toByteArray();
    if (content.size() < 0x80) {
      all.write(content.size());
    } else {
      int skip = length[0] == 0 ? 1 : 0;
      all.write(0x80 | (length.length - skip));
      all.write(length, skip, length.length - skip);
    }
    all.writeBytes(content.toByteArray());
    return all.toByteArray();
  }

  static byte[] sequence(byte[]... parts) {
    return element(0x30, parts);
  }

  static byte[] integer(BigInteger value) {
    return element(0x02, value.toByteArray());
  }

  static byte[] octets(byte[]... parts) {
    return element(0x04, parts);
  }

  static byte[] bits(byte[] bytes) {
    return element(0x03, new byte[1], bytes);
  }

  /** From its number in dots, the first two of which make one byte. */
  static byte[] oid(String dotted) {
    String[] numbers = dotted.split("\\.", -1);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(Integer.parseInt(numbers[0]) * 40 + Integer.parseInt(numbers[1]));
    for (int i = 2; i < numbers.length; i++) {
      int number = Integer.parseInt(numbers[i]);
      for (int shift = 28; shift > 0; shift -= 7) {
        if (number >> shift != 0) {
          all.write(0x80 | (number >> shift & 0x7f));
        }
      }
      all.write(number & 0x7f);
    }
    return element(0x06, all.toByteArray());
  }

  static byte[] time(Instant time) {
    return element(0x18, TIME.format(time).getBytes(US_ASCII));
  }
}
