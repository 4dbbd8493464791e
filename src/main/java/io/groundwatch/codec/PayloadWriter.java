package io.groundwatch.codec;

import io.groundwatch.model.Compression;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Compresses one payload as its chunks come, so that it is nowhere in memory as a whole. What is
 * smaller than one chunk is compressed at once, which is quicker. Owned by one thread.
 */
final class PayloadWriter implements NdjsonWriter.Chunks, Closeable {
  /** About what a batch of log lines comes to. */
  private static final int USUAL_BYTES = 64 << 10;

  private final Compression compression;
  private @Nullable ByteArrayOutputStream compressed;
  private @Nullable OutputStream stream;
  private byte @Nullable [] whole;
  private int rawBytes;

  PayloadWriter(Compression compression) {
    this.compression = compression;
  }

  @Override
  public void accept(byte[] bytes, int length) {
    rawBytes = Math.addExact(rawBytes, length);
    if (stream == null && length < NdjsonWriter.CHUNK_BYTES) {
      whole = Compressor.compress(compression, bytes, 0, length);
      return;
    }
    try {
      if (stream == null) {
        compressed = new ByteArrayOutputStream(USUAL_BYTES);
        stream = Compressor.writing(compression, compressed);
      }
      stream.write(bytes, 0, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // there is nothing in memory that could fail so
    }
  }

  /** How many bytes came. */
  int rawBytes() {
    return rawBytes;
  }

  /** What came, compressed; nothing comes after. */
  byte[] finish() {
    close();
    if (compressed != null) {
      return compressed.toByteArray();
    }
    return whole == null ? Compressor.compress(compression, new byte[0], 0, 0) : whole;
  }

  /** Gives back what the compressor holds outside the heap. */
  @Override
  public void close() {
    try {
      if (stream != null) {
        stream.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
