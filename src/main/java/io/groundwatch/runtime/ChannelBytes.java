package io.groundwatch.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Whole reads and writes at a place of a file; a channel's own may stop in the middle. */
public final class ChannelBytes {
  private static final int SEARCH_BYTES = 64 * 1024;

  private ChannelBytes() {}

  /**
   * Reads from {@code offset} until {@code into} is full or the file ends. Returns whether it is
   * full; what was read lies before its position.
   */
  public static boolean read(FileChannel channel, ByteBuffer into, long offset) throws IOException {
    long at = offset;
    while (into.hasRemaining()) {
      int read = channel.read(into, at);
      if (read < 0) {
        return false;
      }
      at += read;
    }
    return true;
  }

  /** Writes all of {@code from} at {@code offset}. */
  public static void write(FileChannel channel, ByteBuffer from, long offset) throws IOException {
    long at = offset;
    while (from.hasRemaining()) {
      at += channel.write(from, at);
    }
  }

  /**
   * The offset of the first {@code mark}, four bytes big endian, that lies whole within {@code
   * [from, end)}; -1 where there is none. Takes memory for a small part of the file only.
   */
  public static long indexOf(FileChannel channel, int mark, long from, long end)
      throws IOException {
    ByteBuffer part = ByteBuffer.allocate(SEARCH_BYTES);
    long start = from;
    while (end - start >= Integer.BYTES) {
      part.clear().limit((int) Math.min(SEARCH_BYTES, end - start));
      boolean whole = read(channel, part, start);
      int last = part.position() - Integer.BYTES;
      for (int i = 0; i <= last; i++) {
        if (part.getInt(i) == mark) {
          return start + i;
        }
      }
      if (!whole) {
        return -1;
      }
      start += last + 1;
    }
    return -1;
  }
}
