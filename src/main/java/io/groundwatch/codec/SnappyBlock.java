package io.groundwatch.codec;

import java.util.Arrays;

/**
 * Compresses with Snappy's block format (google/snappy, format_description.txt): the length as a
 * varint, then literals and copies. Stretches of 64 KiB are compressed each for itself, so that a
 * copy never reaches further back than its two bytes can say. Stateless, any thread.
 *
 * <p>By hand: Netty's own (4.2.18) damages what is longer than that.
 */
public final class SnappyBlock {
  private static final int STRETCH_BYTES = 1 << 16;
  private static final int HASH_BITS = 14;
  private static final int HASH_FACTOR = 0x1e35a7bd;
  private static final int MIN_MATCH = 4;
  private static final int MAX_COPY = 64;

  /** Literals up to this length have it in their tag. */
  private static final int SHORT_LITERAL = 60;

  private static final int TAG_LITERAL = 0;
  private static final int TAG_COPY_2 = 2;
  private static final int TAG_BITS = 2;

  private final byte[] in;
  private final int[] table = new int[1 << HASH_BITS];
  private final byte[] out;
  private int length;

  private SnappyBlock(byte[] in) {
    this.in = in;
    // The bound of the reference implementation, MaxCompressedLength.
    this.out = new byte[Math.addExact(32 + in.length, in.length / 6)];
  }

  /** One block. */
  public static byte[] compress(byte[] bytes) {
    SnappyBlock block = new SnappyBlock(bytes);
    block.varint(bytes.length);
    for (int from = 0; from < bytes.length; from += STRETCH_BYTES) {
      block.stretch(from, Math.min(bytes.length, from + STRETCH_BYTES));
    }
    return Arrays.copyOf(block.out, block.length);
  }

  private void stretch(int from, int to) {
    Arrays.fill(table, -1);
    int literal = from;
    int at = from;
    while (at + MIN_MATCH <= to) {
      int hash = (four(at) * HASH_FACTOR) >>> (Integer.SIZE - HASH_BITS);
      int candidate = table[hash];
      table[hash] = at;
      if (candidate >= 0 && four(candidate) == four(at)) {
        int end = at + MIN_MATCH;
        while (end < to && in[end] == in[candidate + end - at]) {
          end++;
        }
        literal(literal, at);
        copy(at - candidate, end - at);
        at = end;
        literal = end;
      } else {
        // What does not compress is skipped over ever faster, as in the reference implementation.
        at += 1 + ((at - literal) >> 5);
      }
    }
    literal(literal, to);
  }

  private int four(int at) {
    return (in[at] & 0xff)
        | ((in[at + 1] & 0xff) << 8)
        | ((in[at + 2] & 0xff) << 16)
        | (in[at + 3] << 24);
  }

  private void literal(int from, int to) {
    int count = to - from;
    if (count == 0) {
      return;
    }
    int less = count - 1;
    if (less < SHORT_LITERAL) {
      out[length++] = (byte) (less << TAG_BITS | TAG_LITERAL);
    } else {
      int bytes = less < 1 << Byte.SIZE ? 1 : 2; // a stretch is no longer than two bytes can say
      out[length++] = (byte) ((SHORT_LITERAL - 1 + bytes) << TAG_BITS | TAG_LITERAL);
      for (int i = 0; i < bytes; i++) {
        out[length++] = (byte) (less >>> (Byte.SIZE * i));
      }
    }
    System.arraycopy(in, from, out, length, count);
    length += count;
  }

  private void copy(int offset, int count) {
    for (int left = count; left > 0; left -= MAX_COPY) {
      int some = Math.min(left, MAX_COPY);
      out[length++] = (byte) ((some - 1) << TAG_BITS | TAG_COPY_2);
      out[length++] = (byte) offset;
      out[length++] = (byte) (offset >>> Byte.SIZE);
    }
  }

  private void varint(int value) {
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      out[length++] = (byte) ((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out[length++] = (byte) rest;
  }
}
