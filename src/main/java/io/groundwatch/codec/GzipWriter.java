package io.groundwatch.codec;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes the gzip format (RFC 1952) around a raw deflate stream. By hand, because the JDK's own
 * writer fixes the level at 6, which takes more than twice the time of level 1 on log lines, and
 * because its header differs between JDK versions. One thread.
 */
final class GzipWriter extends OutputStream {
  private static final int LEVEL = Deflater.BEST_SPEED;
  private static final int BUFFER_BYTES = 8192;

  /** Magic, deflate, no flags, no time, "fastest", unknown operating system. */
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 4, (byte) 0xff};

  private final OutputStream out;
  private final Deflater deflater = new Deflater(LEVEL, /* nowrap= */ true);
  private final CRC32 crc = new CRC32();
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private boolean closed;

  GzipWriter(OutputStream out) throws IOException {
    this.out = out;
    out.write(HEADER);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    crc.update(bytes, offset, length);
    deflater.setInput(bytes, offset, length);
    while (!deflater.needsInput()) {
      out.write(buffer, 0, deflater.deflate(buffer));
    }
  }

  /** Ends the stream, and closes what it is written to. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (out) {
      deflater.finish();
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      writeLittleEndian((int) crc.getValue());
      writeLittleEndian((int) deflater.getBytesRead());
    } finally {
      deflater.end();
    }
  }

  private void writeLittleEndian(int value) throws IOException {
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      out.write(value >>> shift);
    }
  }
}
