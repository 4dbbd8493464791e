package io.groundwatch.input.file.event;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Makes lines valid UTF-8: a line that is, nearly every one, passes as it is; in any other each
 * invalid sequence becomes U+FFFD, as the Unicode Standard recommends (chapter 3.9). Owned by one
 * thread.
 */
public final class Utf8Repair {
  private final CharsetDecoder strict = StandardCharsets.UTF_8.newDecoder();
  private final CharBuffer scratch = CharBuffer.allocate(4096);

  /** With its own scratch space. */
  public Utf8Repair() {
    strict
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /** Whether {@code length} bytes at {@code offset} are valid UTF-8. */
  public boolean isValid(byte[] bytes, int offset, int length) {
    if (AsciiView.isAscii(bytes, offset, offset + length)) {
      return true;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, offset, length);
    strict.reset();
    CoderResult result;
    do {
      scratch.clear();
      result = strict.decode(in, scratch, true);
    } while (result.isOverflow());
    return result.isUnderflow();
  }

  /** A valid copy of invalid bytes. */
  public byte[] repaired(byte[] bytes, int offset, int length) {
    return new String(bytes, offset, length, StandardCharsets.UTF_8)
        .getBytes(StandardCharsets.UTF_8);
  }
}
