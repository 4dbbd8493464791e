package io.groundwatch.text;

/**
 * How lines end in an encoding: with one character, which is LF but where an entry says otherwise.
 * Stateless; any thread.
 */
public sealed interface LineBreaks permits ByteLineBreaks, Utf16LineBreaks {
  /**
   * LF in one byte: right for every encoding in which the byte 0x0a is always a line feed. That is
   * UTF-8, every ASCII-based single-byte encoding, and the multi-byte ones of East Asia, whose
   * second and later bytes are never below 0x30 (GB18030, Big5, Shift_JIS, EUC).
   */
  LineBreaks BYTES = new ByteLineBreaks(LineEnding.LF);

  /** CR in one byte, which is so in the same encodings. */
  LineBreaks BYTES_CR = new ByteLineBreaks(LineEnding.CR);

  /** LF in two bytes, the low one first. */
  LineBreaks UTF_16LE = new Utf16LineBreaks(LineEnding.LF, false);

  /** LF in two bytes, the high one first. */
  LineBreaks UTF_16BE = new Utf16LineBreaks(LineEnding.LF, true);

  /** CR in two bytes, the low one first. */
  LineBreaks UTF_16LE_CR = new Utf16LineBreaks(LineEnding.CR, false);

  /** CR in two bytes, the high one first. */
  LineBreaks UTF_16BE_CR = new Utf16LineBreaks(LineEnding.CR, true);

  /** How many bytes a code unit has. */
  int width();

  /** The code unit at {@code at}, without sign. */
  int unit(byte[] bytes, int at);

  /**
   * Where the first character that ends a line starts in {@code [from, to)}, or -1; units are
   * counted from {@code from}.
   */
  int lineBreak(byte[] bytes, int from, int to);

  /** Where the first NUL starts in {@code [from, to)}, or -1, counted likewise. */
  int nul(byte[] bytes, int from, int to);

  /**
   * Where the text before {@code end} ends that a line end follows: before a CR that belongs to an
   * LF, if there is one.
   */
  int textEnd(byte[] bytes, int start, int end);

  /** Whether the text before {@code at} is nothing, or ends with a line end. */
  boolean isLineStart(byte[] bytes, int at);

  /** {@code end}, or the start of the character that a cut at {@code end} would divide. */
  int cut(byte[] bytes, int start, int end);

  /** The offset after the first line end in {@code [from, to)}, or -1. */
  static int afterLineBreak(LineBreaks breaks, byte[] bytes, int from, int to) {
    int at = breaks.lineBreak(bytes, from, to);
    return at < 0 ? at : at + breaks.width();
  }

  /**
   * {@code from}, or what follows the empty line that starts there: the end of a line that was
   * taken before its end came is no line.
   */
  static int afterEmptyLine(LineBreaks breaks, byte[] bytes, int from, int to) {
    if (from == to || breaks.isLineStart(bytes, from)) {
      return from;
    }
    int width = breaks.width();
    int at = breaks.lineBreak(bytes, from, Math.min(to, from + 2 * width));
    boolean empty = at >= 0 && breaks.textEnd(bytes, from, at) == from;
    return empty ? at + width : from;
  }
}
