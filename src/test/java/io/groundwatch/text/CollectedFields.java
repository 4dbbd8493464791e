package io.groundwatch.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Collects what a parser gives. */
final class CollectedFields implements FieldParser.Sink {
  final Map<String, String> fields = new LinkedHashMap<>();
  int leftOut;

  /** The fields of a line; empty where it is not of the format. */
  static Optional<Map<String, String>> of(FieldParser parser, String line) {
    CollectedFields sink = new CollectedFields();
    byte[] bytes = ("##" + line + "##").getBytes(UTF_8);
    return parser.parse(bytes, 2, bytes.length - 4, sink)
        ? Optional.of(sink.fields)
        : Optional.empty();
  }

  @Override
  public void field(
      byte[] names, int nameAt, int nameLength, byte[] values, int valueAt, int valueLength) {
    fields.put(
        new String(names, nameAt, nameLength, UTF_8),
        new String(values, valueAt, valueLength, UTF_8));
  }

  @Override
  public void leftOut() {
    leftOut++;
  }
}
