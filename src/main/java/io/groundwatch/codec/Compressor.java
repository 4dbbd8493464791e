package io.groundwatch.codec;

import com.github.luben.zstd.Zstd;
import io.groundwatch.model.Compression;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Compresses and decompresses payloads; the same input gives the same bytes. Owned by one thread.
 */
public final class Compressor {
  private static final int ZSTD_LEVEL = 1;

  /** Compresses {@code length} bytes of {@code bytes} from {@code offset}. */
  public byte[] compress(Compression compression, byte[] bytes, int offset, int length) {
    return switch (compression) {
      case NONE -> Arrays.copyOfRange(bytes, offset, offset + length);
      case GZIP -> gzip(bytes, offset, length);
      case ZSTD -> zstd(bytes, offset, length);
    };
  }

  /**
   * Decompresses what {@link #compress} made of {@code rawLength} bytes.
   *
   * @throws IOException where it is not that
   */
  public byte[] decompress(Compression compression, byte[] bytes, int rawLength)
      throws IOException {
    byte[] raw =
        switch (compression) {
          case NONE -> bytes.clone();
          case GZIP -> gunzip(bytes, rawLength);
          case ZSTD -> unzstd(bytes, rawLength);
        };
    if (raw.length != rawLength) {
      throw new IOException("raw length: " + raw.length + " (expected: " + rawLength + ")");
    }
    return raw;
  }

  private static byte[] gzip(byte[] bytes, int offset, int length) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(length / 3 + 64);
    try (GZIPOutputStream gzip =
        new GZIPOutputStream(out) {
          {
            def.setLevel(Deflater.BEST_SPEED);
          }
        }) {
      gzip.write(bytes, offset, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] gunzip(byte[] bytes, int rawLength) throws IOException {
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return gzip.readNBytes(rawLength);
    }
  }

  private static byte[] zstd(byte[] bytes, int offset, int length) {
    byte[] out = new byte[(int) Zstd.compressBound(length)];
    long size = Zstd.compressByteArray(out, 0, out.length, bytes, offset, length, ZSTD_LEVEL, true);
    if (Zstd.isError(size)) {
      throw new IllegalStateException("zstd: " + Zstd.getErrorName(size));
    }
    return Arrays.copyOf(out, (int) size);
  }

  private static byte[] unzstd(byte[] bytes, int rawLength) throws IOException {
    byte[] out = new byte[rawLength];
    long size = Zstd.decompressByteArray(out, 0, rawLength, bytes, 0, bytes.length);
    if (Zstd.isError(size)) {
      throw new IOException("zstd: " + Zstd.getErrorName(size));
    }
    return Arrays.copyOf(out, (int) size);
  }
}
