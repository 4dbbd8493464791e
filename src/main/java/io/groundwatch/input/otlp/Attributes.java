package io.groundwatch.input.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.groundwatch.codec.DamagedMessageException;
import io.groundwatch.codec.ProtoCursor;
import io.groundwatch.pipeline.AttributeSet;
import io.groundwatch.text.TextDecoder;
import java.util.Map;

/** Reads repeated {@code KeyValue} fields. Used again for each message; one thread. */
final class Attributes {
  private static final int KEY = 1;
  private static final int VALUE = 2;

  private final ProtoCursor fields = new ProtoCursor();
  private final ProtoCursor pair = new ProtoCursor();
  private final TextDecoder name = new TextDecoder(UTF_8);
  private final AnyValue value = new AnyValue();

  /** Adds the pairs that are the field of this number of the message that {@code outer} is at. */
  void read(ProtoCursor outer, int number, AttributeSet into) throws DamagedMessageException {
    fields.of(outer);
    while (fields.next(number)) {
      add(fields, into);
    }
  }

  /** Adds the pair that {@code at} is at. */
  void add(ProtoCursor at, AttributeSet into) throws DamagedMessageException {
    pair.of(at);
    boolean named = false;
    boolean valued = false;
    while (pair.next()) {
      if (pair.field() == KEY) {
        name.decode(pair.bytes(), pair.start(), pair.length(), false);
        named = true;
      } else if (pair.field() == VALUE) {
        value.read(pair);
        valued = true;
      }
    }
    if (named && valued) {
      into.put(
          name.bytes(), name.offset(), name.length(), value.bytes(), value.start(), value.length());
    }
  }

  /** The same as a map; names and values of several are rarely read. */
  Map<String, String> map(ProtoCursor outer, int number) throws DamagedMessageException {
    AttributeSet set = new AttributeSet();
    read(outer, number, set);
    return set.toMap();
  }
}
