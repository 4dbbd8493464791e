package io.groundwatch.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Makes events of one encoding valid UTF-8: what cannot be decoded becomes U+FFFD and is counted,
 * and a byte order mark at the file's start is left out. After {@link #decode} the text lies in
 * {@link #bytes} until the next call; an event that needs no change is not copied. Owned by one
 * thread.
 */
public final class TextDecoder {
  private static final char REPLACEMENT = '\ufffd';

  private final boolean utf8;
  private final CharsetDecoder decoder;
  private final byte[] mark;
  private CharBuffer scratch = CharBuffer.allocate(1024);

  private byte[] bytes = new byte[0];
  private int offset;
  private int length;
  private int replaced;

  /** For a charset of {@link Charsets#ofFile}. */
  public TextDecoder(Charset charset) {
    this.utf8 = charset.equals(StandardCharsets.UTF_8);
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    this.mark = charset.name().startsWith("UTF-") ? "\ufeff".getBytes(charset) : new byte[0];
  }

  /**
   * Decodes {@code count} bytes at {@code at}.
   *
   * @param fileStart whether they are the file's first; U+FEFF elsewhere is kept
   */
  public void decode(byte[] from, int at, int count, boolean fileStart) {
    int skipped = fileStart ? markLength(from, at, count) : 0;
    bytes = from;
    offset = at + skipped;
    length = count - skipped;
    replaced = 0;
    if (length == 0 || (utf8 && AsciiView.isAscii(bytes, offset, offset + length))) {
      return;
    }
    toChars();
    if (!utf8 || replaced > 0) {
      bytes = scratch.flip().toString().getBytes(StandardCharsets.UTF_8);
      offset = 0;
      length = bytes.length;
    }
    scratch.clear();
  }

  /** How many bytes a byte order mark takes at {@code at}; 0 where there is none. */
  public int markLength(byte[] from, int at, int count) {
    boolean marked =
        count >= mark.length && Arrays.equals(from, at, at + mark.length, mark, 0, mark.length);
    return marked ? mark.length : 0;
  }

  /** The array that holds the text. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where the text starts. */
  public int offset() {
    return offset;
  }

  /** How many bytes it has. */
  public int length() {
    return length;
  }

  /** How many sequences could not be decoded. */
  public int replaced() {
    return replaced;
  }

  private void toChars() {
    ByteBuffer in = ByteBuffer.wrap(bytes, offset, length);
    reserve(length + 1);
    decoder.reset();
    while (in.hasRemaining()) {
      CoderResult result = decoder.decode(in, scratch, true);
      if (result.isError()) {
        in.position(in.position() + result.length());
        reserve(1);
        scratch.put(REPLACEMENT);
        replaced++;
      } else if (result.isOverflow()) {
        reserve(scratch.capacity());
      }
    }
    decoder.flush(scratch);
  }

  private void reserve(int chars) {
    if (scratch.remaining() < chars) {
      CharBuffer wider = CharBuffer.allocate(scratch.position() + chars);
      scratch = wider.put(scratch.flip());
    }
  }
}
