package io.groundwatch.codec;

import io.groundwatch.model.Compression;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Compresses and decompresses payloads. Any thread; keeps nothing between calls, so that an agent
 * at rest holds no compressor's memory.
 *
 * <p>The same bytes always give the same compressed bytes: a batch that is sent again, or a part
 * that is cut again after a restart, is byte for byte what it was. The classes of a format are
 * loaded at its first use, so a host that never uses zstd never loads its native code.
 */
public final class Compressor {
  private Compressor() {}

  /**
   * Compresses {@code length} bytes from {@code offset}. With {@link Compression#NONE} the whole of
   * {@code bytes} comes back as the same array.
   */
  public static byte[] compress(Compression compression, byte[] bytes, int offset, int length) {
    return switch (compression) {
      case NONE ->
          offset == 0 && length == bytes.length
              ? bytes
              : Arrays.copyOfRange(bytes, offset, offset + length);
      case GZIP -> GzipFormat.compress(bytes, offset, length);
      case ZSTD -> ZstdFormat.compress(bytes, offset, length);
    };
  }

  /** Compresses what is written to {@code out}, and ends it when it is closed. */
  static OutputStream writing(Compression compression, OutputStream out) throws IOException {
    return switch (compression) {
      case NONE -> out;
      case GZIP -> new GzipWriter(out);
      case ZSTD -> ZstdFormat.writing(out);
    };
  }

  /**
   * Decompresses a payload whose raw length is known, and allocates no more than that length
   * whatever the payload claims. With {@link Compression#NONE} the same array comes back.
   *
   * @throws DamagedPayloadException where it does not decompress to exactly {@code rawLength} bytes
   */
  public static byte[] decompress(Compression compression, byte[] bytes, int rawLength)
      throws IOException {
    if (rawLength < 0) {
      throw new DamagedPayloadException("raw length: " + rawLength + " (expected: >= 0)");
    }
    return switch (compression) {
      case NONE -> exactly(bytes, rawLength);
      case GZIP -> GzipFormat.decompress(bytes, rawLength);
      case ZSTD -> ZstdFormat.decompress(bytes, rawLength);
    };
  }

  /**
   * Reads a compressed stream of unknown length as it comes: for what others sent. Its errors are
   * plain {@link IOException}s. Closing it closes {@code in}.
   */
  public static InputStream reading(Compression compression, InputStream in) throws IOException {
    return switch (compression) {
      case NONE -> in;
      case GZIP -> GzipFormat.reading(in);
      case ZSTD -> ZstdFormat.reading(in);
    };
  }

  private static byte[] exactly(byte[] bytes, int rawLength) throws DamagedPayloadException {
    if (bytes.length != rawLength) {
      throw new DamagedPayloadException(
          "payload: " + bytes.length + " bytes (expected: " + rawLength + ")");
    }
    return bytes;
  }
}
