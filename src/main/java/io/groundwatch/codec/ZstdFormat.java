package io.groundwatch.codec;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/** The zstd format (RFC 8878), through the reference library. Loaded only where zstd is used. */
final class ZstdFormat {
  /** Level 1 is the fastest that also beats gzip in size; higher ones gain little on log lines. */
  private static final int LEVEL = 1;

  /** Eight MiB, the window that RFC 8878 asks every reader to support; a frame may claim more. */
  private static final int MAX_WINDOW_LOG = 23;

  private ZstdFormat() {}

  static byte[] compress(byte[] bytes, int offset, int length) {
    int bound = Math.toIntExact(Zstd.compressBound(length));
    byte[] out = new byte[bound];
    long size = Zstd.compressByteArray(out, 0, bound, bytes, offset, length, LEVEL);
    if (Zstd.isError(size)) {
      throw new IllegalStateException("zstd: " + Zstd.getErrorName(size));
    }
    return Arrays.copyOf(out, (int) size);
  }

  static byte[] decompress(byte[] bytes, int rawLength) throws IOException {
    byte[] raw = new byte[rawLength];
    try {
      long size = Zstd.decompressByteArray(raw, 0, rawLength, bytes, 0, bytes.length);
      if (Zstd.isError(size)) {
        throw new DamagedPayloadException("zstd payload: " + Zstd.getErrorName(size));
      }
      if (size != rawLength) {
        throw new DamagedPayloadException(
            "zstd payload: " + size + " bytes (expected: " + rawLength + ")");
      }
      return raw;
    } catch (ZstdException e) {
      throw new DamagedPayloadException("zstd payload: " + e.getMessage(), e);
    }
  }

  static OutputStream writing(OutputStream out) throws IOException {
    return new ZstdOutputStreamNoFinalizer(out, LEVEL);
  }

  static InputStream reading(InputStream in) throws IOException {
    return new ZstdInputStreamNoFinalizer(in).setLongMax(MAX_WINDOW_LOG);
  }
}
