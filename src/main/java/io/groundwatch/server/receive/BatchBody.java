package io.groundwatch.server.receive;

import io.groundwatch.codec.Compressor;
import io.groundwatch.model.Compression;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * A request's body, read as a stream as often as needed, so that a batch takes no more memory than
 * its compressed form. Loop thread.
 */
final class BatchBody {
  /** Sixty-four MiB of records. */
  static final long MAX_RAW_BYTES = 64L << 20;

  private static final int BUFFER_BYTES = 64 << 10;

  private final ByteBuf content;
  private final Compression compression;

  BatchBody(ByteBuf content, Compression compression) {
    this.content = content;
    this.compression = compression;
  }

  /**
   * What it holds.
   *
   * @param hash two checksums side by side: they tell contents apart that differ by accident
   */
  record Summary(int records, long bytes, long hash) {}

  /**
   * Reads it through.
   *
   * @throws IOException where it does not decompress, is too large, or a line is no JSON object
   */
  Summary check() throws IOException {
    CRC32 crc32 = new CRC32();
    CRC32C crc32c = new CRC32C();
    NdjsonCheck lines = new NdjsonCheck();
    long total = 0;
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = open()) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        total += read;
        if (total > MAX_RAW_BYTES) {
          throw new IOException("more than " + MAX_RAW_BYTES + " bytes of records in one request");
        }
        crc32.update(buffer, 0, read);
        crc32c.update(buffer, 0, read);
        lines.add(buffer, read);
      }
    }
    long hash = crc32.getValue() << Integer.SIZE | crc32c.getValue();
    return new Summary(lines.finish(), total, hash);
  }

  /** Copies its lines, with a line end after the last. */
  void copyTo(OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    byte last = '\n';
    try (InputStream in = open()) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
        last = read > 0 ? buffer[read - 1] : last;
      }
    }
    if (last != '\n') {
      out.write('\n');
    }
  }

  private InputStream open() throws IOException {
    return Compressor.reading(compression, new ByteBufInputStream(content.duplicate()));
  }
}
