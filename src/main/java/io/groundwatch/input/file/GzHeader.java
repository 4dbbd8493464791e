package io.groundwatch.input.file;

/**
 * The header of a member of a gzip file (RFC 1952, section 2.3):
 *
 * <pre>
 *  0   2  magic 0x1f 0x8b
 *  2   1  method: 8, deflate
 *  3   1  flags: 1 text, 2 CRC of the header, 4 extra field, 8 name, 16 comment
 *  4   6  time, extra flags, operating system
 * 10      as flagged: extra field with its length in 2 bytes; name; comment, both up to a zero;
 *         CRC in 2 bytes
 * </pre>
 *
 * <p>Stateless.
 */
final class GzHeader {
  /** The header is not there in whole. */
  static final int CUT = -1;

  /** These bytes are no header. */
  static final int NONE = -2;

  private static final int FIXED_BYTES = 10;
  private static final int CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xe0;
  private static final int[] MAGIC = {0x1f, 0x8b, 8};

  private GzHeader() {}

  /** How long the header at {@code from} is; {@link #CUT} or {@link #NONE} where none is there. */
  static int length(byte[] bytes, int from, int to) {
    for (int i = 0; i < MAGIC.length && from + i < to; i++) {
      if ((bytes[from + i] & 0xff) != MAGIC[i]) {
        return NONE;
      }
    }
    int end = from + FIXED_BYTES;
    if (end > to) {
      return CUT;
    }
    int flags = bytes[from + MAGIC.length];
    if ((flags & RESERVED) != 0) {
      return NONE;
    }
    if ((flags & EXTRA) != 0) {
      end = afterExtra(bytes, end, to);
    }
    if ((flags & NAME) != 0) {
      end = afterZero(bytes, end, to);
    }
    if ((flags & COMMENT) != 0) {
      end = afterZero(bytes, end, to);
    }
    end += (flags & CRC) != 0 ? 2 : 0;
    return end > to ? CUT : end - from;
  }

  private static int afterExtra(byte[] bytes, int from, int to) {
    int after = from + 2;
    return after > to ? after : after + (bytes[from] & 0xff) + ((bytes[from + 1] & 0xff) << 8);
  }

  private static int afterZero(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != 0) {
      at++;
    }
    return at + 1;
  }
}
