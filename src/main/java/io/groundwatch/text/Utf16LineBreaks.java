package io.groundwatch.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Line ends in UTF-16: units of two bytes, so that the 0x0a of another character, such as U+0A0D,
 * ends no line. Stateless; any thread.
 */
final class Utf16LineBreaks implements LineBreaks {
  private static final VarHandle LITTLE =
      MethodHandles.byteArrayViewVarHandle(char[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG =
      MethodHandles.byteArrayViewVarHandle(char[].class, ByteOrder.BIG_ENDIAN);

  private final boolean bigEndian;

  Utf16LineBreaks(boolean bigEndian) {
    this.bigEndian = bigEndian;
  }

  @Override
  public int width() {
    return 2;
  }

  @Override
  public int unit(byte[] bytes, int at) {
    return bigEndian ? (char) BIG.get(bytes, at) : (char) LITTLE.get(bytes, at);
  }

  @Override
  public int lineFeed(byte[] bytes, int from, int to) {
    for (int at = from; at + 2 <= to; at += 2) {
      if (unit(bytes, at) == '\n') {
        return at;
      }
    }
    return -1;
  }

  @Override
  public int textEnd(byte[] bytes, int start, int end) {
    return end - start >= 2 && unit(bytes, end - 2) == '\r' ? end - 2 : end;
  }

  @Override
  public boolean isLineStart(byte[] bytes, int at) {
    return at < 2 || unit(bytes, at - 2) == '\n';
  }

  @Override
  public int cut(byte[] bytes, int start, int end) {
    boolean divides =
        end - start > 2
            && Character.isHighSurrogate((char) unit(bytes, end - 2))
            && Character.isLowSurrogate((char) unit(bytes, end));
    return divides ? end - 2 : end;
  }
}
