package io.groundwatch.text;

/**
 * A text of UTF-8 as the characters that a pattern engine takes, with the way back from a character
 * to its byte. ASCII is not copied; what is no UTF-8 counts as U+FFFD, a byte each. Owned by one
 * thread.
 */
final class LineText implements CharSequence {
  private static final char REPLACEMENT = '\ufffd';

  /** Room that one unusual text made larger than this is not kept. */
  private static final int MAX_KEPT_CHARS = 4096;

  private final AsciiView ascii = new AsciiView();
  private byte[] bytes = new byte[0];
  private char[] chars = new char[0];
  private int[] places = new int[0];
  private int count;
  private int origin;

  /** Shows this text from now on. */
  CharSequence of(byte[] from, int offset, int length) {
    return AsciiView.isAscii(from, offset, offset + length)
        ? ofAscii(from, offset, length)
        : decoded(from, offset, length);
  }

  /** Shows this text from now on, which is known to be ASCII. */
  CharSequence ofAscii(byte[] from, int offset, int length) {
    origin = offset;
    count = -1;
    return ascii.of(from, offset, length);
  }

  /** Where the character of this index starts in the array; the index may be the text's length. */
  int place(int index) {
    return count < 0 ? origin + index : places[index];
  }

  private CharSequence decoded(byte[] from, int offset, int length) {
    bytes = from;
    if (chars.length < length || chars.length > Math.max(length, MAX_KEPT_CHARS)) {
      chars = new char[Math.max(length, MAX_KEPT_CHARS)];
      places = new int[chars.length + 1];
    }
    count = 0;
    int end = offset + length;
    int at = offset;
    while (at < end) {
      at += character(at, end);
    }
    places[count] = end;
    return this;
  }

  /** Takes the character at {@code at} and returns how many bytes it has. */
  private int character(int at, int end) {
    int lead = bytes[at];
    if (lead >= 0) {
      add((char) lead, at);
      return 1;
    }
    int length = Utf8.length(bytes, at, end);
    if (length < 2) {
      add(REPLACEMENT, at);
      return 1;
    }
    int code = lead & (0x7f >> length);
    for (int i = 1; i < length; i++) {
      code = code << 6 | (bytes[at + i] & 0x3f);
    }
    if (length == 4) {
      add(Character.highSurrogate(code), at);
      add(Character.lowSurrogate(code), at);
    } else {
      add((char) code, at);
    }
    return length;
  }

  private void add(char c, int at) {
    chars[count] = c;
    places[count++] = at;
  }

  @Override
  public int length() {
    return count;
  }

  @Override
  public char charAt(int index) {
    return chars[index];
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new String(chars, start, end - start);
  }

  @Override
  public String toString() {
    return new String(chars, 0, Math.max(0, count));
  }
}
