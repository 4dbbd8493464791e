package io.groundwatch.input.file;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Cuts bytes into lines at LF and leaves out a CR before it. Works on the reader's buffer in place;
 * the same bytes give the same lines however they are cut into pieces, since an unfinished line is
 * left for the next call. Stateless; any thread.
 */
final class LineSplitter {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long LINE_FEEDS = 0x0a0a0a0a0a0a0a0aL;

  /** Takes lines. */
  @FunctionalInterface
  interface Sink {
    /**
     * Takes the line of {@code length} bytes at {@code offset}.
     *
     * @param whole false where more of the same line follows
     * @return false = not taken: the splitter stops before it
     */
    boolean line(byte[] bytes, int offset, int length, boolean whole);
  }

  private final int maxLineBytes;

  /** Lines longer than {@code maxLineBytes} are cut into pieces, never within a UTF-8 character. */
  LineSplitter(int maxLineBytes) {
    this.maxLineBytes = maxLineBytes;
  }

  /**
   * Gives every finished line in {@code [from, to)} to {@code sink}, and pieces of one that is
   * already too long.
   *
   * @return the offset after the last line taken
   */
  int split(byte[] bytes, int from, int to, Sink sink) {
    int start = from;
    while (start < to) {
      int searched = Math.min(to, start + maxLineBytes + 2);
      int lineFeed = indexOfLineFeed(bytes, start, searched);
      boolean whole = lineFeed >= 0 && textEnd(bytes, start, lineFeed) - start <= maxLineBytes;
      if (!whole && lineFeed < 0 && to - start <= maxLineBytes + 1) {
        return start;
      }
      int end = whole ? textEnd(bytes, start, lineFeed) : cut(bytes, start, start + maxLineBytes);
      if (!sink.line(bytes, start, end - start, whole)) {
        return start;
      }
      start = whole ? lineFeed + 1 : end;
    }
    return start;
  }

  /** The offset of the first LF in {@code [from, to)}, or -1; eight bytes at a time. */
  static int indexOfLineFeed(byte[] bytes, int from, int to) {
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      long difference = (long) LONGS.get(bytes, at) ^ LINE_FEEDS;
      // The classic zero-byte test (Warren, Hacker's Delight, 6-1): exact for the lowest match.
      long matches = (difference - ONES) & ~difference & HIGHS;
      if (matches != 0) {
        return at + (Long.numberOfTrailingZeros(matches) >>> 3);
      }
    }
    for (; at < to; at++) {
      if (bytes[at] == '\n') {
        return at;
      }
    }
    return -1;
  }

  private static int textEnd(byte[] bytes, int start, int lineFeed) {
    return lineFeed > start && bytes[lineFeed - 1] == '\r' ? lineFeed - 1 : lineFeed;
  }

  /**
   * {@code end}, or the start of the UTF-8 character that it would cut (RFC 3629: at most 4 bytes).
   */
  private static int cut(byte[] bytes, int start, int end) {
    int at = end;
    for (int back = 0; back < 3 && at > start + 1 && (bytes[at] & 0xc0) == 0x80; back++) {
      at--;
    }
    return (bytes[at] & 0xc0) == 0x80 ? end : at;
  }
}
