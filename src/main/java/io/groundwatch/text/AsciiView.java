package io.groundwatch.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Characters that are ASCII bytes of an array, with no copy of them. Owned by one thread. */
final class AsciiView implements CharSequence {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGHS = 0x8080808080808080L;

  private byte[] bytes = new byte[0];
  private int offset;
  private int length;

  /** Shows these bytes from now on, all of which are ASCII. */
  AsciiView of(byte[] from, int at, int count) {
    bytes = from;
    offset = at;
    length = count;
    return this;
  }

  /** Whether all bytes in {@code [from, to)} are ASCII; eight at a time. */
  static boolean isAscii(byte[] bytes, int from, int to) {
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      if (((long) LONGS.get(bytes, at) & HIGHS) != 0) {
        return false;
      }
    }
    for (; at < to; at++) {
      if (bytes[at] < 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public char charAt(int index) {
    return (char) bytes[offset + index];
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new String(bytes, offset + start, end - start, StandardCharsets.US_ASCII);
  }

  @Override
  public String toString() {
    return subSequence(0, length).toString();
  }
}
