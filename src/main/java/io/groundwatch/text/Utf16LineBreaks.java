package io.groundwatch.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Line ends in UTF-16: units of two bytes, so that the 0x0a of another character, such as U+0A0D,
 * ends no line.
 */
final class Utf16LineBreaks implements LineBreaks {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LITTLE =
      MethodHandles.byteArrayViewVarHandle(char[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG =
      MethodHandles.byteArrayViewVarHandle(char[].class, ByteOrder.BIG_ENDIAN);
  private static final long ONES = 0x0001000100010001L;
  private static final long HIGHS = 0x8000800080008000L;

  private final LineEnding ending;
  private final boolean bigEndian;

  /** The line end as the low byte first reads it. */
  private final char stored;

  Utf16LineBreaks(LineEnding ending, boolean bigEndian) {
    this.ending = ending;
    this.bigEndian = bigEndian;
    this.stored = bigEndian ? Character.reverseBytes(ending.character()) : ending.character();
  }

  @Override
  public int width() {
    return 2;
  }

  @Override
  public int unit(byte[] bytes, int at) {
    return bigEndian ? (char) BIG.get(bytes, at) : (char) LITTLE.get(bytes, at);
  }

  @Override
  public int lineBreak(byte[] bytes, int from, int to) {
    return indexOf(stored, bytes, from, to);
  }

  @Override
  public int nul(byte[] bytes, int from, int to) {
    return indexOf('\0', bytes, from, to);
  }

  @Override
  public int textEnd(byte[] bytes, int start, int end) {
    boolean after =
        ending == LineEnding.LF
            && end - start >= 2
            && unit(bytes, end - 2) == LineEnding.CR.character();
    return after ? end - 2 : end;
  }

  @Override
  public boolean isLineStart(byte[] bytes, int at) {
    return at < 2 || unit(bytes, at - 2) == ending.character();
  }

  @Override
  public int cut(byte[] bytes, int start, int end) {
    boolean divides =
        end - start > 2
            && Character.isHighSurrogate((char) unit(bytes, end - 2))
            && Character.isLowSurrogate((char) unit(bytes, end));
    return divides ? end - 2 : end;
  }

  /** Four units at a time. */
  private static int indexOf(char wanted, byte[] bytes, int from, int to) {
    long pattern = ONES * wanted;
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      long difference = (long) LONGS.get(bytes, at) ^ pattern;
      // As for bytes: exact for the lowest unit that matches.
      long matches = (difference - ONES) & ~difference & HIGHS;
      if (matches != 0) {
        return at + (Long.numberOfTrailingZeros(matches) >>> 4 << 1);
      }
    }
    for (; at + 2 <= to; at += 2) {
      if ((char) LITTLE.get(bytes, at) == wanted) {
        return at;
      }
    }
    return -1;
  }
}
