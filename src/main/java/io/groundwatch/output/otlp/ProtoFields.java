package io.groundwatch.output.otlp;

import io.groundwatch.codec.ProtoWriter;
import java.util.Collection;
import java.util.function.Consumer;

/** OTLP in binary protobuf. */
final class ProtoFields implements FieldWriter {
  private final ProtoWriter out = new ProtoWriter();

  @Override
  public void text(Field field, String value) {
    out.string(field.number(), value);
  }

  @Override
  public void number(Field field, double value) {
    out.number(field.number(), value);
  }

  @Override
  public void nanos(Field field, long value) {
    out.fixed64(field.number(), value);
  }

  @Override
  public void count(Field field, long value) {
    out.fixed64(field.number(), value);
  }

  @Override
  public void choice(Field field, int value) {
    out.varint(field.number(), value);
  }

  @Override
  public void flag(Field field, boolean value) {
    out.varint(field.number(), value ? 1 : 0);
  }

  @Override
  public void id(Field field, byte[] value) {
    out.bytes(field.number(), value);
  }

  @Override
  public void message(Field field, Runnable body) {
    out.message(field.number(), body);
  }

  @Override
  public <T> void each(Field field, Collection<T> items, Consumer<T> body) {
    for (T item : items) {
      out.message(field.number(), () -> body.accept(item));
    }
  }

  @Override
  public byte[] finish() {
    return out.toByteArray();
  }
}
