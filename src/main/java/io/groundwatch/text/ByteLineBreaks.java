package io.groundwatch.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Line ends of one byte, where that byte is never part of another character. */
final class ByteLineBreaks implements LineBreaks {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;

  private final byte ending;
  private final boolean afterCarriageReturn;

  ByteLineBreaks(LineEnding ending) {
    this.ending = (byte) ending.character();
    this.afterCarriageReturn = ending == LineEnding.LF;
  }

  @Override
  public int width() {
    return 1;
  }

  @Override
  public int unit(byte[] bytes, int at) {
    return bytes[at] & 0xff;
  }

  @Override
  public int lineBreak(byte[] bytes, int from, int to) {
    return indexOf(ending, bytes, from, to);
  }

  @Override
  public int nul(byte[] bytes, int from, int to) {
    return indexOf((byte) 0, bytes, from, to);
  }

  @Override
  public int textEnd(byte[] bytes, int start, int end) {
    return afterCarriageReturn && end > start && bytes[end - 1] == '\r' ? end - 1 : end;
  }

  @Override
  public boolean isLineStart(byte[] bytes, int at) {
    return at == 0 || bytes[at - 1] == ending;
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

  /** The offset of the first {@code wanted} in {@code [from, to)}, or -1: eight bytes at a time. */
  static int indexOf(byte wanted, byte[] bytes, int from, int to) {
    long pattern = ONES * (wanted & 0xff);
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
