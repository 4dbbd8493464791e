package io.groundwatch.text;

/** The escapes of strings in JSON (RFC 8259, section 7). Stateless; any thread. */
final class JsonString {
  private static final int UNICODE_LENGTH = 6;

  private JsonString() {}

  /** How long the escape is that begins at {@code at} with its backslash; 0 where it is none. */
  static int escapeLength(byte[] bytes, int at, int end) {
    if (at + 1 >= end) {
      return 0;
    }
    if (bytes[at + 1] != 'u') {
      return plain(bytes[at + 1]) < 0 ? 0 : 2;
    }
    return at + UNICODE_LENGTH <= end && hex(bytes, at + 2) >= 0 ? UNICODE_LENGTH : 0;
  }

  /**
   * Writes a string's inside without its escapes; one that is none stays as it is.
   *
   * @param out of the string's length at least, since no escape is shorter than what it stands for
   * @return how many bytes were written
   */
  static int unescape(byte[] bytes, int from, int to, byte[] out) {
    int length = 0;
    int at = from;
    while (at < to) {
      int escape = bytes[at] == '\\' ? escapeLength(bytes, at, to) : 0;
      if (escape == 0) {
        out[length++] = bytes[at++];
      } else if (escape < UNICODE_LENGTH) {
        out[length++] = (byte) plain(bytes[at + 1]);
        at += escape;
      } else {
        int unit = hex(bytes, at + 2);
        at += UNICODE_LENGTH;
        int low = Character.isHighSurrogate((char) unit) ? lowSurrogate(bytes, at, to) : -1;
        at += low < 0 ? 0 : UNICODE_LENGTH;
        length = utf8(low < 0 ? unit : Character.toCodePoint((char) unit, (char) low), out, length);
      }
    }
    return length;
  }

  private static int lowSurrogate(byte[] bytes, int at, int to) {
    boolean escape = at + UNICODE_LENGTH <= to && bytes[at] == '\\' && bytes[at + 1] == 'u';
    int unit = escape ? hex(bytes, at + 2) : -1;
    return unit >= 0 && Character.isLowSurrogate((char) unit) ? unit : -1;
  }

  /** Half of a surrogate pair is no character: it becomes U+FFFD. */
  private static int utf8(int c, byte[] out, int at) {
    int shown = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xfffd : c;
    int next = at;
    if (shown < 0x80) {
      out[next++] = (byte) shown;
      return next;
    }
    if (shown < 0x800) {
      out[next++] = (byte) (0xc0 | shown >> 6);
    } else {
      if (shown < 0x10000) {
        out[next++] = (byte) (0xe0 | shown >> 12);
      } else {
        out[next++] = (byte) (0xf0 | shown >> 18);
        out[next++] = (byte) (0x80 | (shown >> 12 & 0x3f));
      }
      out[next++] = (byte) (0x80 | (shown >> 6 & 0x3f));
    }
    out[next++] = (byte) (0x80 | (shown & 0x3f));
    return next;
  }

  private static int hex(byte[] bytes, int from) {
    int value = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = bytes[i] < 0 ? -1 : Character.digit(bytes[i], 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private static int plain(byte escaped) {
    return switch (escaped) {
      case '"', '\\', '/' -> escaped;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> -1;
    };
  }
}
