package io.groundwatch.text;

/** How lines end in an encoding. Stateless; any thread. */
public sealed interface LineBreaks permits ByteLineBreaks, Utf16LineBreaks {
  /**
   * LF in one byte: right for every encoding in which the byte 0x0a is always a line feed. That is
   * UTF-8, every ASCII-based single-byte encoding, and the multi-byte ones of East Asia, whose
   * second and later bytes are never below 0x30 (GB18030, Big5, Shift_JIS, EUC).
   */
  LineBreaks BYTES = new ByteLineBreaks();

  /** LF in two bytes, the low one first. */
  LineBreaks UTF_16LE = new Utf16LineBreaks(false);

  /** LF in two bytes, the high one first. */
  LineBreaks UTF_16BE = new Utf16LineBreaks(true);

  /** How many bytes a code unit has. */
  int width();

  /** The code unit at {@code at}, without sign. */
  int unit(byte[] bytes, int at);

  /**
   * Where the first LF starts in {@code [from, to)}, or -1; units are counted from {@code from}.
   */
  int lineFeed(byte[] bytes, int from, int to);

  /**
   * Where the text before {@code end} ends that a line end follows: before a CR, if there is one.
   */
  int textEnd(byte[] bytes, int start, int end);

  /** Whether the text before {@code at} is nothing, or ends with LF. */
  boolean isLineStart(byte[] bytes, int at);

  /** {@code end}, or the start of the character that a cut at {@code end} would divide. */
  int cut(byte[] bytes, int start, int end);

  /**
   * {@code from}, or what follows the empty line that starts there: the end of a line that was
   * taken before its end came is no line.
   */
  static int afterEmptyLine(LineBreaks breaks, byte[] bytes, int from, int to) {
    if (from == to || breaks.isLineStart(bytes, from)) {
      return from;
    }
    int width = breaks.width();
    int lineFeed = breaks.lineFeed(bytes, from, Math.min(to, from + 2 * width));
    boolean empty = lineFeed >= 0 && breaks.textEnd(bytes, from, lineFeed) == from;
    return empty ? lineFeed + width : from;
  }
}
