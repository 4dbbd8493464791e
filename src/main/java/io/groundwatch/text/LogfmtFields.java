package io.groundwatch.text;

import java.util.Arrays;

/**
 * The fields of a line of logfmt: {@code level=info msg="hello there" size=3}. Every word has a
 * name, {@code =}, and a value that may be empty, or stands in quotes if there is a blank in it; in
 * quotes, a backslash escapes as in JSON. A word without {@code =} makes the line none, since it is
 * most likely plain text. Owned by one thread.
 */
public final class LogfmtFields implements FieldParser {
  /** Room that one unusual value made larger than this is not kept. */
  private static final int MAX_KEPT_BYTES = 16 << 10;

  private byte[] unescaped = new byte[0];
  private byte[] bytes = new byte[0];
  private int at;
  private int end;

  @Override
  public boolean parse(byte[] from, int offset, int length, Sink sink) {
    bytes = from;
    at = offset;
    end = offset + length;
    if (unescaped.length > MAX_KEPT_BYTES) {
      unescaped = new byte[0];
    }
    int fields = 0;
    skipBlanks();
    while (at < end) {
      if (!field(sink)) {
        return false;
      }
      fields++;
      skipBlanks();
    }
    return fields > 0;
  }

  private boolean field(Sink sink) {
    int name = at;
    while (at < end && bytes[at] != '=' && bytes[at] != '"' && !isBlank(at)) {
      at++;
    }
    int nameEnd = at;
    if (nameEnd == name || at == end || bytes[at] != '=') {
      return false;
    }
    at++;
    if (at < end && bytes[at] == '"') {
      return quoted(name, nameEnd, sink);
    }
    int value = at;
    while (at < end && bytes[at] != '"' && !isBlank(at)) {
      at++;
    }
    sink.field(bytes, name, nameEnd - name, bytes, value, at - value);
    return at == end || bytes[at] != '"';
  }

  private boolean quoted(int name, int nameEnd, Sink sink) {
    int value = ++at;
    boolean escaped = false;
    while (at < end && bytes[at] != '"') {
      escaped |= bytes[at] == '\\';
      at += bytes[at] == '\\' ? 2 : 1;
    }
    if (at >= end) {
      return false;
    }
    int valueEnd = at++;
    if (escaped) {
      int length = unescape(value, valueEnd);
      sink.field(bytes, name, nameEnd - name, unescaped, 0, length);
    } else {
      sink.field(bytes, name, nameEnd - name, bytes, value, valueEnd - value);
    }
    return at == end || isBlank(at);
  }

  private int unescape(int from, int to) {
    if (unescaped.length < to - from) {
      unescaped = Arrays.copyOf(unescaped, Math.max(to - from, 2 * unescaped.length));
    }
    return JsonString.unescape(bytes, from, to, unescaped);
  }

  private boolean isBlank(int place) {
    return bytes[place] >= 0 && bytes[place] <= ' ';
  }

  private void skipBlanks() {
    while (at < end && isBlank(at)) {
      at++;
    }
  }
}
