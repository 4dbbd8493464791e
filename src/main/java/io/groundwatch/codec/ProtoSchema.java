package io.groundwatch.codec;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a protobuf message is made of, as far as its JSON form has to be read: names in
 * lowerCamelCase and as they are in the definition. Made once; then immutable.
 */
public final class ProtoSchema {
  private final Map<String, Field> fields = new HashMap<>();
  private final Map<Integer, Field> byNumber = new HashMap<>();

  /** How a field is written. */
  public enum Kind {
    STRING,
    /** Bytes in Base64, as protobuf's JSON has them. */
    BASE64,
    /** Bytes in hexadecimal, as OTLP's JSON has the ids of traces and spans. */
    HEX,
    /** An integer, an enum by its number, or a truth value. */
    VARINT,
    /** {@code sint32}. */
    ZIGZAG,
    FIXED32,
    FIXED64,
    DOUBLE,
    MESSAGE
  }

  /**
   * One field.
   *
   * @param message what it is made of; only of a message
   */
  record Field(int number, Kind kind, Optional<ProtoSchema> message) {}

  /** Adds a field; repeated ones are written one at a time. */
  public ProtoSchema with(int number, String name, Kind kind) {
    return with(name, new Field(number, kind, Optional.empty()));
  }

  /** Adds a field that is a message, or several. */
  public ProtoSchema with(int number, String name, ProtoSchema message) {
    return with(name, new Field(number, Kind.MESSAGE, Optional.of(message)));
  }

  private ProtoSchema with(String name, Field field) {
    byNumber.put(field.number(), field);
    fields.put(name, field);
    fields.put(name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT), field);
    return this;
  }

  /** The field of a number; null where there is none that is known. */
  @Nullable Field field(int number) {
    return byNumber.get(number);
  }

  /** The field of a name; absent where there is none that is known. */
  Optional<Field> field(String name) {
    return Optional.ofNullable(fields.get(name));
  }
}
