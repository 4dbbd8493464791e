package io.groundwatch.output.otlp;

import java.util.Collection;
import java.util.function.Consumer;

/**
 * Writes messages of OTLP in one of its two encodings, so that what they hold is said once. Owned
 * by one thread.
 */
interface FieldWriter {
  /**
   * A field of a message of opentelemetry-proto.
   *
   * @param number in protobuf
   * @param name in JSON
   */
  record Field(int number, String name) {}

  void text(Field field, String value);

  void number(Field field, double value);

  /** A time in nanoseconds since the epoch. */
  void nanos(Field field, long value);

  /** How many, as {@code fixed64}. */
  void count(Field field, long value);

  /** A value of an enum. */
  void choice(Field field, int value);

  void flag(Field field, boolean value);

  /** The id of a trace or a span. */
  void id(Field field, byte[] value);

  /** A message; {@code body} writes its fields. */
  void message(Field field, Runnable body);

  /** A repeated message; {@code body} writes the fields of each. */
  <T> void each(Field field, Collection<T> items, Consumer<T> body);

  /** The whole message. */
  byte[] finish();
}
