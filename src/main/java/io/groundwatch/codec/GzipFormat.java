package io.groundwatch.codec;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;

/** The gzip format (RFC 1952), of whole payloads. */
final class GzipFormat {
  private static final int BUFFER_BYTES = 8192;

  /** About what log lines shrink to; more is found by growing. */
  private static final int USUAL_RATIO = 4;

  private GzipFormat() {}

  static byte[] compress(byte[] bytes, int offset, int length) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(BUFFER_BYTES + length / USUAL_RATIO);
    try (GzipWriter writer = new GzipWriter(out)) {
      writer.write(bytes, offset, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // there is nothing in memory that could fail so
    }
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
}
