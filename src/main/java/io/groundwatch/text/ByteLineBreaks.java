package io.groundwatch.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Line ends in text where the byte 0x0a is always LF. Stateless; any thread. */
final class ByteLineBreaks implements LineBreaks {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long LINE_FEEDS = ONES * '\n';

  @Override
  public int width() {
    return 1;
  }

  @Override
  public int unit(byte[] bytes, int at) {
    return bytes[at] & 0xff;
  }

  @Override
  public int lineFeed(byte[] bytes, int from, int to) {
    return indexOf((byte) '\n', LINE_FEEDS, bytes, from, to);
  }

  @Override
  public int textEnd(byte[] bytes, int start, int end) {
    return end > start && bytes[end - 1] == '\r' ? end - 1 : end;
  }

  @Override
  public boolean isLineStart(byte[] bytes, int at) {
    return at == 0 || bytes[at - 1] == '\n';
  }

  /** As RFC 3629 has it, a character is 4 bytes at most, all but its first 10xxxxxx. */
  @Override
  public int cut(byte[] bytes, int start, int end) {
    int at = end;
    for (int back = 0; back < 3 && at > start + 1 && (bytes[at] & 0xc0) == 0x80; back++) {
      at--;
    }
    return (bytes[at] & 0xc0) == 0x80 ? end : at;
  }

  /** The offset of the first NUL in {@code [from, to)}, or -1. */
  static int indexOfNul(byte[] bytes, int from, int to) {
    return indexOf((byte) 0, 0, bytes, from, to);
  }

  /** The offset of the first {@code wanted} in {@code [from, to)}, or -1. */
  static int indexOf(byte wanted, byte[] bytes, int from, int to) {
    return indexOf(wanted, ONES * (wanted & 0xff), bytes, from, to);
  }

  /** Eight bytes at a time; {@code pattern} is {@code wanted} in each byte. */
  private static int indexOf(byte wanted, long pattern, byte[] bytes, int from, int to) {
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      long difference = (long) LONGS.get(bytes, at) ^ pattern;
      // The classic zero-byte test (Warren, Hacker's Delight, 6-1): exact for the lowest match.
      long matches = (difference - ONES) & ~difference & HIGHS;
      if (matches != 0) {
        return at + (Long.numberOfTrailingZeros(matches) >>> 3);
      }
    }
    for (; at < to; at++) {
      if (bytes[at] == wanted) {
        return at;
      }
    }
    return -1;
  }
}
