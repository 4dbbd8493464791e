package io.groundwatch.text;

/** The shape of UTF-8 (RFC 3629). Stateless; any thread. */
final class Utf8 {
  private Utf8() {}

  /**
   * How many bytes the character at {@code at} has, which is not ASCII; 1 where none is there that
   * is whole and written as it must be.
   */
  static int length(byte[] bytes, int at, int end) {
    int lead = bytes[at] & 0xff;
    int length = lead < 0xc2 || lead > 0xf4 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (length == 1 || at + length > end) {
      return 1;
    }
    int second = bytes[at + 1] & 0xff;
    // Shorter ways to write it, surrogates, and what lies beyond Unicode.
    boolean wrong =
        (lead == 0xe0 && second < 0xa0)
            || (lead == 0xed && second > 0x9f)
            || (lead == 0xf0 && second < 0x90)
            || (lead == 0xf4 && second > 0x8f);
    for (int i = 1; i < length; i++) {
      wrong |= (bytes[at + i] & 0xc0) != 0x80;
    }
    return wrong ? 1 : length;
  }
}
