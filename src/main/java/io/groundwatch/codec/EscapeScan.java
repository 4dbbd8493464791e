package io.groundwatch.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the bytes that JSON (RFC 8259, section 7) makes us escape in a string: the quote, the
 * backslash and the control characters below 0x20. Any thread.
 *
 * <p>Looks at eight bytes at a time: with the words read little endian, subtracting and masking
 * leaves the top bit set in the first byte that matches, and borrows only disturb bytes after it
 * ("Bit Twiddling Hacks", Sean Eron Anderson: hasless, haszero).
 */
final class EscapeScan {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long TOPS = 0x8080808080808080L;
  private static final int FIRST_PRINTABLE = 0x20;

  private EscapeScan() {}

  /** The index of the first byte of {@code [from, end)} to escape, or {@code end}. */
  static int next(byte[] bytes, int from, int end) {
    int i = from;
    for (; i <= end - Long.BYTES; i += Long.BYTES) {
      long found = marks((long) WORDS.get(bytes, i));
      if (found != 0) {
        return i + (Long.numberOfTrailingZeros(found) >>> 3);
      }
    }
    while (i < end && isClean(bytes[i])) {
      i++;
    }
    return i;
  }

  private static long marks(long word) {
    long quote = word ^ (ONES * '"');
    long backslash = word ^ (ONES * '\\');
    long below = (word - ONES * FIRST_PRINTABLE) & ~word;
    long same = ((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash);
    return (below | same) & TOPS;
  }

  private static boolean isClean(byte b) {
    return (b < 0 || b >= FIRST_PRINTABLE) && b != '"' && b != '\\';
  }
}
