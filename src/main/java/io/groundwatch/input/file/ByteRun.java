package io.groundwatch.input.file;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Bytes that follow one another, as many as there is room for. Owned by the file input's thread.
 */
final class ByteRun {
  private byte[] bytes = new byte[0];
  private long from;
  private int length;

  /** Makes room; what was held is gone, and {@code offset} is next. */
  void open(int room, long offset) {
    bytes = bytes.length == room ? bytes : new byte[room];
    from = offset;
    length = 0;
  }

  /** Lets go of its memory. */
  void release() {
    bytes = new byte[0];
    length = 0;
  }

  boolean isOpen() {
    return bytes.length > 0;
  }

  boolean has(long offset) {
    return offset >= from && offset < from + length;
  }

  /** The offset after the last byte held. */
  long end() {
    return from + length;
  }

  int room() {
    return bytes.length - length;
  }

  /** Reads what is held from {@code offset} on, at most up to {@code size}. Returns how much. */
  int read(ByteBuffer to, long offset, long size) {
    int count = (int) Math.min(Math.min(to.remaining(), end() - offset), size - offset);
    to.put(bytes, (int) (offset - from), count);
    return count;
  }

  /** Drops what lies before {@code offset}, where that is held; else everything. */
  void dropBefore(long offset) {
    int dropped = has(offset) ? (int) (offset - from) : length;
    System.arraycopy(bytes, dropped, bytes, 0, length - dropped);
    length -= dropped;
    from = offset;
  }

  /** Makes room for more by dropping the older half. */
  void dropHalf() {
    dropBefore(from + length / 2);
  }

  /** Adds what a reader gives. Returns how much that is. */
  int pull(GzReader reader, int most) throws IOException {
    int read = reader.read(bytes, length, Math.min(most, room()));
    length += read;
    return read;
  }

  /** Adds what {@code other} has of the bytes that follow, as far as there is room. */
  void addFrom(ByteRun other) {
    if (other.has(end())) {
      int count = (int) Math.min(room(), other.end() - end());
      System.arraycopy(other.bytes, (int) (end() - other.from), bytes, length, count);
      length += count;
    }
  }
}
