package io.groundwatch.input.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes the Journal Export Format, as journalctl does. */
final class ExportText {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** The cursor of entry {@code number} of the journals that tests make. */
  static String cursor(int number) {
    return "s=5e0;i=" + Integer.toHexString(number) + ";b=b0;m=" + number + ";t=" + number + ";x=1";
  }

  /** A field as a line. */
  ExportText text(String name, String value) {
    return raw((name + "=" + value + "\n").getBytes(UTF_8));
  }

  /** A field as bytes behind their length. */
  ExportText binary(String name, byte[] value) {
    raw((name + "\n").getBytes(UTF_8));
    raw(
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(value.length)
            .array());
    raw(value);
    return raw(new byte[] {'\n'});
  }

  /** The end of an entry. */
  ExportText end() {
    return raw(new byte[] {'\n'});
  }

  /** An entry with a cursor, a time and a message. */
  ExportText entry(int number, String message) {
    text("__CURSOR", cursor(number));
    text("__REALTIME_TIMESTAMP", String.valueOf(1_700_000_000_000_000L + number));
    return text("MESSAGE", message).end();
  }

  ExportText raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  /** A parser that has taken all of it, up to the end of the first entry. */
  ExportParser parsed() {
    ExportParser parser = new ExportParser();
    ExportParser.Progress progress = parser.parse(ByteBuffer.wrap(bytes()));
    if (progress != ExportParser.Progress.ENTRY) {
      throw new AssertionError("no entry: " + progress);
    }
    return parser;
  }
}
