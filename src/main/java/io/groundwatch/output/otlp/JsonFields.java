package io.groundwatch.output.otlp;

import io.groundwatch.codec.JsonBytes;
import java.util.Collection;
import java.util.HexFormat;
import java.util.function.Consumer;

/**
 * OTLP in JSON (OTLP specification, "JSON Protobuf Encoding"): times as decimal strings, enums as
 * numbers, ids in hexadecimal.
 */
final class JsonFields implements FieldWriter {
  private final JsonBytes out = new JsonBytes().raw("{");
  private boolean first = true;

  @Override
  public void text(Field field, String value) {
    name(field).string(value);
  }

  @Override
  public void number(Field field, double value) {
    name(field).number(value);
  }

  @Override
  public void nanos(Field field, long value) {
    name(field).string(Long.toUnsignedString(value));
  }

  @Override
  public void count(Field field, long value) {
    name(field).string(Long.toUnsignedString(value));
  }

  @Override
  public void choice(Field field, int value) {
    name(field).number((long) value);
  }

  @Override
  public void flag(Field field, boolean value) {
    name(field).raw(value ? "true" : "false");
  }

  @Override
  public void id(Field field, byte[] value) {
    name(field).string(HexFormat.of().formatHex(value));
  }

  @Override
  public void message(Field field, Runnable body) {
    name(field);
    object(body);
  }

  @Override
  public <T> void each(Field field, Collection<T> items, Consumer<T> body) {
    name(field).raw("[");
    String separator = "";
    for (T item : items) {
      out.raw(separator);
      object(() -> body.accept(item));
      separator = ",";
    }
    out.raw("]");
  }

  @Override
  public byte[] finish() {
    return out.raw("}").toByteArray();
  }

  private void object(Runnable body) {
    out.raw("{");
    first = true;
    body.run();
    out.raw("}");
    first = false;
  }

  private JsonBytes name(Field field) {
    out.raw(first ? "" : ",").string(field.name()).raw(":");
    first = false;
    return out;
  }
}
