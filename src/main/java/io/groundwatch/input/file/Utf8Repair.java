package io.groundwatch.input.file;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
final class Utf8Repair {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGHS = 0x8080808080808080L;

  private final CharsetDecoder strict = StandardCharsets.UTF_8.newDecoder();
  private final CharBuffer scratch = CharBuffer.allocate(4096);

  Utf8Repair() {
    strict
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /** Whether {@code length} bytes at {@code offset} are valid UTF-8. */
  boolean isValid(byte[] bytes, int offset, int length) {
    if (isAscii(bytes, offset, offset + length)) {
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
  byte[] repaired(byte[] bytes, int offset, int length) {
    return new String(bytes, offset, length, StandardCharsets.UTF_8)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isAscii(byte[] bytes, int from, int to) {
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      if (((long) LONGS.get(bytes, at) & HIGHS) != 0) {
        return false;
      }
    }
    for (; at < to; at++) {
      if (bytes[at] < 0) {
        return false;
      }
    }
    return true;
  }
}
