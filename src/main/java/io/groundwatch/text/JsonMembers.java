package io.groundwatch.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Walks over the members of one JSON object (RFC 8259) in a line, with no object made of it: enough
 * for the lines that container runtimes write. Nested values are skipped by their brackets. Owned
 * by one thread.
 */
final class JsonMembers {
  private byte[] bytes = new byte[0];
  private int at;
  private int end;
  private boolean ended;
  private int nameStart;
  private int nameEnd;
  private int valueStart;
  private int valueEnd;
  private boolean string;
  private int unescaped;

  /** Starts at an object that is all of these bytes. */
  void open(byte[] from, int offset, int length) {
    bytes = from;
    at = offset;
    end = offset + length;
    ended = false;
    if (!take('{')) {
      end = at;
    } else if (take('}')) {
      ended = atEnd();
      end = at;
    }
  }

  /** Goes to the next member; false after the last, or where it is not JSON. */
  boolean next() {
    if (ended || at >= end || !quoted()) {
      return false;
    }
    nameStart = valueStart;
    nameEnd = valueEnd;
    if (!take(':') || !value()) {
      at = end;
      return false;
    }
    if (take(',')) {
      return true;
    }
    ended = take('}') && atEnd();
    at = end;
    return ended;
  }

  /** Whether the object was whole, and nothing stood after it. */
  boolean ended() {
    return ended;
  }

  boolean isNamed(String name) {
    return is(name, nameStart, nameEnd);
  }

  boolean isValue(String value) {
    return is(value, valueStart, valueEnd);
  }

  /** Whether the value is a string; its place is then within the quotes. */
  boolean isString() {
    return string;
  }

  int valueStart() {
    return valueStart;
  }

  int valueEnd() {
    return valueEnd;
  }

  /** The value without its escapes, in {@code into} or, where that is too small, a larger array. */
  byte[] unescape(byte[] into) {
    // No escape is shorter than what it stands for.
    int most = valueEnd - valueStart;
    byte[] out = into.length >= most ? into : new byte[Math.max(most, 2 * into.length)];
    unescaped = JsonString.unescape(bytes, valueStart, valueEnd, out);
    return out;
  }

  /** How long the value is without its escapes. */
  int unescapedLength() {
    return unescaped;
  }

  private boolean value() {
    skipSpaces();
    if (at < end && bytes[at] == '"') {
      string = true;
      return quoted();
    }
    string = false;
    valueStart = at;
    int depth = 0;
    while (at < end) {
      byte b = bytes[at];
      if (b == '"') {
        int start = valueStart;
        if (!quoted()) {
          return false;
        }
        valueStart = start;
        continue;
      }
      if (depth == 0 && (b == ',' || b == '}')) {
        valueEnd = at;
        return at > valueStart;
      }
      depth += b == '{' || b == '[' ? 1 : b == '}' || b == ']' ? -1 : 0;
      at++;
    }
    return false;
  }

  /** Takes a string, checks its escapes, and notes its place. */
  private boolean quoted() {
    if (!take('"')) {
      return false;
    }
    valueStart = at;
    while (at < end && bytes[at] != '"') {
      if (bytes[at] == '\\' && !escape()) {
        return false;
      }
      at++;
    }
    valueEnd = at;
    return at++ < end;
  }

  /** Goes to the last byte of an escape. */
  private boolean escape() {
    int length = JsonString.escapeLength(bytes, at, end);
    at += length - 1;
    return length > 0;
  }

  private boolean is(String text, int from, int to) {
    return Arrays.equals(
        bytes, from, to, text.getBytes(StandardCharsets.US_ASCII), 0, text.length());
  }

  private boolean take(char wanted) {
    boolean found = peek(wanted);
    at += found ? 1 : 0;
    return found;
  }

  private boolean peek(char wanted) {
    skipSpaces();
    return at < end && bytes[at] == wanted;
  }

  private boolean atEnd() {
    skipSpaces();
    return at == end;
  }

  private void skipSpaces() {
    while (at < end && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r')) {
      at++;
    }
  }
}
