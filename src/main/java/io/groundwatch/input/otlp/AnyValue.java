package io.groundwatch.input.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.groundwatch.codec.DamagedMessageException;
import io.groundwatch.codec.JsonBytes;
import io.groundwatch.codec.ProtoCursor;
import io.groundwatch.text.TextDecoder;
import java.util.Arrays;
import java.util.Base64;

/**
 * Reads an {@code AnyValue} as text: strings as they are, numbers and truth values as they are
 * written, bytes in Base64, and what is made of others as JSON. Used again for each; one thread.
 */
final class AnyValue {
  private static final byte[] NOTHING = new byte[0];
  private static final int STRING = 1;
  private static final int BOOL = 2;
  private static final int INT = 3;
  private static final int DOUBLE = 4;
  private static final int ARRAY = 5;
  private static final int PAIRS = 6;
  private static final int BYTES = 7;
  private static final int ELEMENTS = 1;
  private static final int KEY = 1;
  private static final int VALUE = 2;

  /** What is deeper is left out; nothing sensible goes so deep. */
  private static final int MAX_DEPTH = 16;

  private final ProtoCursor fields = new ProtoCursor();
  private final TextDecoder text = new TextDecoder(UTF_8);
  private byte[] bytes = NOTHING;
  private int start;
  private int length;

  /** There is no value. */
  void clear() {
    set(NOTHING, 0, 0);
  }

  /** Reads the value that {@code value} is at. */
  void read(ProtoCursor value) throws DamagedMessageException {
    clear();
    fields.of(value);
    while (fields.next()) {
      if (fields.field() == STRING) {
        text.decode(fields.bytes(), fields.start(), fields.length(), false);
        set(text.bytes(), text.offset(), text.length());
      } else {
        byte[] written = written(fields, 0);
        set(written, 0, written.length);
      }
    }
  }

  private void set(byte[] array, int from, int count) {
    bytes = array;
    start = from;
    length = count;
  }

  /** The array that the text is in, as UTF-8, until the next call of {@link #read}. */
  byte[] bytes() {
    return bytes;
  }

  int start() {
    return start;
  }

  int length() {
    return length;
  }

  /** The text. */
  String string() {
    return new String(bytes, start, length, UTF_8);
  }

  /** Of a value that is no string. */
  private static byte[] written(ProtoCursor field, int depth) throws DamagedMessageException {
    return switch (field.field()) {
      case BOOL -> (field.number() != 0 ? "true" : "false").getBytes(UTF_8);
      case INT -> Long.toString(field.number()).getBytes(UTF_8);
      case DOUBLE -> number(field.real()).getBytes(UTF_8);
      case BYTES -> base64(field);
      case ARRAY, PAIRS -> {
        JsonBytes json = new JsonBytes();
        writeJson(field, json, depth);
        yield Arrays.copyOf(json.array(), json.length());
      }
      default -> NOTHING;
    };
  }

  /** Whole numbers without a point, as a person would write them. */
  private static String number(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  private static byte[] base64(ProtoCursor field) throws DamagedMessageException {
    ProtoCursor within = new ProtoCursor().of(field);
    byte[] raw = new byte[field.length()];
    System.arraycopy(within.bytes(), field.start(), raw, 0, raw.length);
    return Base64.getEncoder().encode(raw);
  }

  private static void writeValue(ProtoCursor value, JsonBytes json, int depth)
      throws DamagedMessageException {
    ProtoCursor field = new ProtoCursor().of(value);
    boolean any = false;
    while (!any && field.next()) {
      any = true;
      writeJson(field, json, depth);
    }
    if (!any) {
      json.raw("null");
    }
  }

  private static void writeJson(ProtoCursor field, JsonBytes json, int depth)
      throws DamagedMessageException {
    if (depth > MAX_DEPTH) {
      json.raw("null");
      return;
    }
    switch (field.field()) {
      case STRING -> json.string(String.valueOf(field.text()));
      case BYTES -> json.string(new String(base64(field), UTF_8));
      case BOOL, INT -> json.raw(written(field, depth));
      case DOUBLE -> {
        if (Double.isFinite(field.real())) {
          json.raw(number(field.real()));
        } else {
          json.string(Double.toString(field.real()));
        }
      }
      case ARRAY -> writeArray(field, json, depth);
      case PAIRS -> writePairs(field, json, depth);
      default -> json.raw("null");
    }
  }

  private static void writeArray(ProtoCursor array, JsonBytes json, int depth)
      throws DamagedMessageException {
    ProtoCursor elements = new ProtoCursor().of(array);
    String separator = "[";
    while (elements.next(ELEMENTS)) {
      json.raw(separator);
      writeValue(elements, json, depth + 1);
      separator = ",";
    }
    json.raw(separator.equals("[") ? "[]" : "]");
  }

  private static void writePairs(ProtoCursor pairs, JsonBytes json, int depth)
      throws DamagedMessageException {
    ProtoCursor pair = new ProtoCursor().of(pairs);
    String separator = "{";
    while (pair.next(ELEMENTS)) {
      json.raw(separator);
      writePair(pair, json, depth);
      separator = ",";
    }
    json.raw(separator.equals("{") ? "{}" : "}");
  }

  private static void writePair(ProtoCursor pair, JsonBytes json, int depth)
      throws DamagedMessageException {
    ProtoCursor key = new ProtoCursor().of(pair);
    json.string(key.next(KEY) ? String.valueOf(key.text()) : "");
    json.raw(":");
    ProtoCursor value = new ProtoCursor().of(pair);
    if (value.next(VALUE)) {
      writeValue(value, json, depth);
    } else {
      json.raw("null");
    }
  }
}
