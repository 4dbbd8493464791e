package io.groundwatch.codec;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;

/**
 * The gzip format (RFC 1952), written by hand around a raw deflate stream because the JDK's own
 * writer fixes the level at 6, which takes more than twice the time of level 1 on log lines, and
 * because its header differs between JDK versions.
 */
final class GzipFormat {
  private static final int LEVEL = Deflater.BEST_SPEED;
  private static final int BUFFER_BYTES = 8192;

  /** About what log lines shrink to; more is found by growing. */
  private static final int USUAL_RATIO = 4;

  /** Magic, deflate, no flags, no time, "fastest", unknown operating system. */
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 4, (byte) 0xff};

  private GzipFormat() {}

  static byte[] compress(byte[] bytes, int offset, int length) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(BUFFER_BYTES + length / USUAL_RATIO);
    out.write(HEADER, 0, HEADER.length);
    deflate(bytes, offset, length, out);
    CRC32 crc = new CRC32();
    crc.update(bytes, offset, length);
    writeLittleEndian((int) crc.getValue(), out);
    writeLittleEndian(length, out);
    return out.toByteArray();
  }

  static byte[] decompress(byte[] bytes, int rawLength) throws IOException {
    try (InputStream in = reading(new ByteArrayInputStream(bytes))) {
      byte[] raw = new byte[rawLength];
      int read = in.readNBytes(raw, 0, rawLength);
      if (read < rawLength || in.read() >= 0) {
        throw new DamagedPayloadException(
            "gzip payload: "
                + (read < rawLength ? read : "more")
                + " bytes (expected: "
                + rawLength
                + ")");
      }
      return raw;
    } catch (DamagedPayloadException e) {
      throw e;
    } catch (IOException e) {
      throw new DamagedPayloadException("gzip payload: " + e.getMessage(), e);
    }
  }

  static InputStream reading(InputStream in) throws IOException {
    return new GZIPInputStream(in, BUFFER_BYTES);
  }

  private static void deflate(byte[] bytes, int offset, int length, ByteArrayOutputStream out) {
    Deflater deflater = new Deflater(LEVEL, /* nowrap= */ true);
    try {
      deflater.setInput(bytes, offset, length);
      deflater.finish();
      byte[] buffer = new byte[BUFFER_BYTES];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
    } finally {
      deflater.end();
    }
  }

  private static void writeLittleEndian(int value, ByteArrayOutputStream out) {
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      out.write(value >>> shift);
    }
  }
}
