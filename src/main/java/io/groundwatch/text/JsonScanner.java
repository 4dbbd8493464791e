package io.groundwatch.text;

import java.nio.charset.StandardCharsets;

/**
 * Walks over JSON (RFC 8259) in place, as far as is needed to find one value; it does not check
 * what it passes over. Every method takes {@link #NOWHERE} for a place, gives it where the text
 * ends too soon, and goes through each byte once. Any thread.
 */
final class JsonScanner {
  static final int NOWHERE = -1;

  private final byte[] bytes;
  private final int end;

  /**
   * A walk over the bytes before {@code end}.
   *
   * @param end where the text ends, or no more of it is looked at
   */
  JsonScanner(byte[] bytes, int end) {
    this.bytes = bytes;
    this.end = end;
  }

  /** What is walked over, itself. */
  byte[] bytes() {
    return bytes;
  }

  /** Whether this byte stands at a place. */
  boolean is(int at, char expected) {
    return at >= 0 && at < end && bytes[at] == expected;
  }

  int skipBlanks(int at) {
    int next = at;
    while (next >= 0 && next < end && Ascii.blank(bytes[next])) {
      next++;
    }
    return next;
  }

  /** The place after the string whose opening quote is at {@code at}. */
  int afterString(int at) {
    for (int next = at + 1; next < end; next++) {
      if (bytes[next] == '"') {
        return next + 1;
      }
      if (bytes[next] == '\\') {
        next++;
      }
    }
    return NOWHERE;
  }

  /** The place after the value that begins at {@code at}. */
  int afterValue(int at) {
    if (is(at, '"')) {
      return afterString(at);
    }
    return is(at, '{') || is(at, '[') ? afterNested(at) : afterScalar(at);
  }

  private int afterNested(int at) {
    int depth = 0;
    int next = at;
    while (next >= 0 && next < end) {
      byte b = bytes[next];
      next = b == '"' ? afterString(next) : next + 1;
      if (b == '{' || b == '[') {
        depth++;
      } else if ((b == '}' || b == ']') && --depth == 0) {
        return next;
      }
    }
    return NOWHERE;
  }

  private int afterScalar(int at) {
    int next = at;
    while (next >= 0 && next < end && !endsScalar(bytes[next])) {
      next++;
    }
    return next == at || next >= end ? NOWHERE : next;
  }

  private static boolean endsScalar(int b) {
    return b == ',' || b == '}' || b == ']' || Ascii.blank(b);
  }

  /** The text of a string without its quotes and escapes. */
  byte[] unescaped(int from, int to) {
    String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    StringBuilder plain = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at = unescape(text, at + 1, plain);
      } else {
        plain.append(text.charAt(at));
        at++;
      }
    }
    return plain.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static int unescape(String text, int at, StringBuilder plain) {
    char escaped = text.charAt(at);
    if (escaped == 'u' && text.length() - at > 4) {
      int unit = hex(text, at + 1);
      plain.append(unit < 0 ? '?' : (char) unit);
      return at + 5;
    }
    plain.append(
        switch (escaped) {
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          default -> escaped;
        });
    return at + 1;
  }

  private static int hex(String text, int from) {
    int unit = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0) {
        return NOWHERE;
      }
      unit = unit * 16 + digit;
    }
    return unit;
  }

  /** Whether there is an escape in a part of a string. */
  boolean hasEscape(int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\\') {
        return true;
      }
    }
    return false;
  }
}
