package io.groundwatch.text;

import java.util.Arrays;

/**
 * The fields of a line that is one JSON object (RFC 8259). Members of an object within it get the
 * names of both with a dot between, down to {@link #FLATTENED_DEPTH}; what lies deeper, arrays and
 * empty objects are values as they are written. Numbers, {@code true}, {@code false} and {@code
 * null} are their own text, whatever their size. Owned by one thread.
 */
public final class JsonFields implements FieldParser {
  /** Objects in objects whose members are fields. */
  static final int FLATTENED_DEPTH = 8;

  /** A line that is nested deeper is taken for none. */
  static final int MAX_DEPTH = 64;

  private static final int MAX_NAME_BYTES = 1024;
  private static final int TOO_LONG = -1;

  /** Room that one unusual value made larger than this is not kept. */
  private static final int MAX_KEPT_BYTES = 16 << 10;

  private static final boolean[] PLAIN = plain();

  private final byte[] name = new byte[MAX_NAME_BYTES];
  private byte[] unescaped = new byte[0];
  private byte[] bytes = new byte[0];
  private int at;
  private int end;
  private boolean escaped;

  @Override
  public boolean parse(byte[] from, int offset, int length, Sink sink) {
    bytes = from;
    at = offset;
    end = offset + length;
    skipBlanks();
    boolean object = take('{') && members(1, 0, sink);
    skipBlanks();
    if (unescaped.length > MAX_KEPT_BYTES) {
      unescaped = new byte[0];
    }
    return object && at == end;
  }

  /** Takes the members of an object, after its bracket, and its other bracket. */
  private boolean members(int depth, int prefix, Sink sink) {
    skipBlanks();
    if (take('}')) {
      return true;
    }
    do {
      skipBlanks();
      int start = at + 1;
      if (!string()) {
        return false;
      }
      int nameLength = named(prefix, start, at - 1);
      skipBlanks();
      if (!take(':') || !member(depth, nameLength, sink)) {
        return false;
      }
      skipBlanks();
    } while (take(','));
    return take('}');
  }

  private boolean member(int depth, int nameLength, Sink sink) {
    skipBlanks();
    int start = at;
    if (depth < FLATTENED_DEPTH && take('{')) {
      skipBlanks();
      if (!take('}')) {
        return members(depth + 1, nameLength, sink);
      }
    } else if (!value(depth)) {
      return false;
    }
    if (nameLength == TOO_LONG) {
      sink.leftOut();
    } else if (bytes[start] != '"') {
      sink.field(name, 0, nameLength, bytes, start, at - start);
    } else if (escaped) {
      int length = unescape(start + 1, at - 1);
      sink.field(name, 0, nameLength, unescaped, 0, length);
    } else {
      sink.field(name, 0, nameLength, bytes, start + 1, at - start - 2);
    }
    return true;
  }

  /**
   * Puts a member's name after those of the objects it is in, and returns the length of all, or
   * {@link #TOO_LONG}.
   */
  private int named(int prefix, int from, int to) {
    int dot = prefix > 0 ? 1 : 0;
    if (prefix == TOO_LONG || prefix + dot + to - from > MAX_NAME_BYTES) {
      return TOO_LONG;
    }
    if (dot > 0) {
      name[prefix] = '.';
    }
    int start = prefix + dot;
    if (!escaped) {
      System.arraycopy(bytes, from, name, start, to - from);
      return start + to - from;
    }
    int length = unescape(from, to);
    System.arraycopy(unescaped, 0, name, start, length);
    return start + length;
  }

  private int unescape(int from, int to) {
    if (unescaped.length < to - from) {
      unescaped = Arrays.copyOf(unescaped, Math.max(to - from, 2 * unescaped.length));
    }
    return JsonString.unescape(bytes, from, to, unescaped);
  }

  /** Takes any value, and checks it. */
  private boolean value(int depth) {
    skipBlanks();
    if (at >= end) {
      return false;
    }
    return switch (bytes[at]) {
      case '"' -> string();
      case '{' -> depth < MAX_DEPTH && nested(depth, '{', '}');
      case '[' -> depth < MAX_DEPTH && nested(depth, '[', ']');
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    };
  }

  private boolean nested(int depth, char open, char close) {
    take(open);
    skipBlanks();
    if (take(close)) {
      return true;
    }
    do {
      if (open == '{') {
        skipBlanks();
        boolean named = string();
        skipBlanks();
        if (!named || !take(':')) {
          return false;
        }
      }
      if (!value(depth + 1)) {
        return false;
      }
      skipBlanks();
    } while (take(','));
    return take(close);
  }

  /** Takes a string with its quotes, and notes whether there are escapes in it. */
  private boolean string() {
    escaped = false;
    if (!take('"')) {
      return false;
    }
    while (true) {
      at = afterPlain(bytes, at, end);
      if (at < end && bytes[at] == '"') {
        at++;
        return true;
      }
      int length = at < end && bytes[at] == '\\' ? JsonString.escapeLength(bytes, at, end) : 0;
      if (length == 0) {
        return false;
      }
      escaped = true;
      at += length;
    }
  }

  /** Where the first byte is that means something in a string, or may not be there. */
  private static int afterPlain(byte[] bytes, int from, int to) {
    int next = from;
    while (next < to && PLAIN[bytes[next] & 0xff]) {
      next++;
    }
    return next;
  }

  private static boolean[] plain() {
    boolean[] plain = new boolean[256];
    for (int b = ' '; b < plain.length; b++) {
      plain[b] = b != '"' && b != '\\';
    }
    return plain;
  }

  private boolean number() {
    take('-');
    if (!take('0') && !digits()) {
      return false;
    }
    if (take('.') && !digits()) {
      return false;
    }
    if (take('e') || take('E')) {
      if (!take('+')) {
        take('-');
      }
      return digits();
    }
    return true;
  }

  private boolean digits() {
    int count = Ascii.digits(bytes, at, end, end - at);
    at += count;
    return count > 0;
  }

  private boolean word(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (!take(word.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean take(char wanted) {
    boolean found = at < end && bytes[at] == wanted;
    at += found ? 1 : 0;
    return found;
  }

  private void skipBlanks() {
    while (at < end && Ascii.blank(bytes[at])) {
      at++;
    }
  }
}
