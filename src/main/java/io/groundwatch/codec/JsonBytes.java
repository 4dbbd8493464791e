package io.groundwatch.codec;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON text (RFC 8259) as UTF-8 bytes in one array that grows and is used again. Owned by one
 * thread.
 *
 * <p>Strings that come as bytes are taken as they are but for what JSON makes us escape, so any
 * bytes give JSON of the right shape; that they are valid UTF-8 is the duty of whoever made them
 * (the line splitter puts U+FFFD for what is not).
 */
public final class JsonBytes {
  private static final int INITIAL_BYTES = 16 * 1024;

  /** An array that one unusual text made larger than this is not kept. */
  private static final int MAX_KEPT_BYTES = 8 << 20;

  /** An escape is at most {@code \}{@code u001f}. */
  private static final int ESCAPE_BYTES = 6;

  /** Doubles hold every whole number below this. */
  private static final double EXACT_INTEGERS = 1L << 53;

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SHORT_ESCAPES = shortEscapes();

  private final IsoTimeWriter times = new IsoTimeWriter();
  private byte[] bytes = new byte[INITIAL_BYTES];
  private int length;

  /** The array that holds the text from its start; it may be replaced when more is written. */
  public byte[] array() {
    return bytes;
  }

  /** Bytes of text. */
  public int length() {
    return length;
  }

  /** A copy of the text. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  /** Forgets the text. */
  public void clear() {
    length = 0;
    if (bytes.length > MAX_KEPT_BYTES) {
      bytes = new byte[INITIAL_BYTES];
    }
  }

  /** Makes room for {@code more} bytes at once. */
  public void reserve(int more) {
    int needed = Math.addExact(length, more);
    if (needed > bytes.length) {
      long doubled = Math.min(2L * bytes.length, Integer.MAX_VALUE - Long.BYTES);
      bytes = Arrays.copyOf(bytes, (int) Math.max(doubled, needed));
    }
  }

  /** Writes bytes that are JSON already. */
  public JsonBytes raw(byte[] json) {
    return raw(json, 0, json.length);
  }

  /** Writes bytes that are JSON already. */
  public JsonBytes raw(byte[] json, int offset, int count) {
    reserve(count);
    System.arraycopy(json, offset, bytes, length, count);
    length += count;
    return this;
  }

  /** Writes text that is JSON already. */
  public JsonBytes raw(String json) {
    return raw(json.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes the inside of a string, without its quotes. */
  public JsonBytes escaped(byte[] text, int offset, int count) {
    int end = offset + count;
    int from = offset;
    reserve(count);
    while (true) {
      int stop = EscapeScan.next(text, from, end);
      System.arraycopy(text, from, bytes, length, stop - from);
      length += stop - from;
      if (stop == end) {
        return this;
      }
      from = stop + 1;
      reserve(ESCAPE_BYTES + end - from);
      escape(text[stop]);
    }
  }

  /** Writes a string with its quotes. */
  public JsonBytes string(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return one('"').escaped(utf8, 0, utf8.length).one('"');
  }

  /** Writes a whole number. */
  public JsonBytes number(long number) {
    return raw(Long.toString(number));
  }

  /**
   * Writes a number: without a fraction where it is whole and below 2^53, else the shortest decimal
   * that reads back as the same double. JSON has no word for what is not finite; {@code null} is
   * written for it, and inputs drop it long before.
   */
  public JsonBytes number(double number) {
    if (!Double.isFinite(number)) {
      return raw("null");
    }
    if (Math.abs(number) < EXACT_INTEGERS && number == Math.rint(number)) {
      return number((long) number);
    }
    // Double.toString gives the shortest only from JDK 19 (JDK-4511638).
    return raw(NumberOutput.toString(number, true));
  }

  /** Writes a time as ISO-8601 in UTC with three, six or nine digits, without quotes. */
  public JsonBytes time(long epochNanos) {
    reserve(IsoTimeWriter.MAX_BYTES);
    length = times.write(epochNanos, bytes, length);
    return this;
  }

  private JsonBytes one(char ascii) {
    reserve(1);
    bytes[length++] = (byte) ascii;
    return this;
  }

  private void escape(byte b) {
    bytes[length++] = '\\';
    byte letter = SHORT_ESCAPES[b];
    if (letter != 0) {
      bytes[length++] = letter;
      return;
    }
    bytes[length++] = 'u';
    bytes[length++] = '0';
    bytes[length++] = '0';
    bytes[length++] = HEX[b >> 4];
    bytes[length++] = HEX[b & 0xf];
  }

  private static byte[] shortEscapes() {
    byte[] letters = new byte[128];
    letters['"'] = '"';
    letters['\\'] = '\\';
    letters['\b'] = 'b';
    letters['\f'] = 'f';
    letters['\n'] = 'n';
    letters['\r'] = 'r';
    letters['\t'] = 't';
    return letters;
  }
}
