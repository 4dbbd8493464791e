package io.groundwatch.app;

import io.groundwatch.codec.JsonBytes;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Maps, lists, texts, numbers, booleans and null as one line of JSON, for {@code --json}. Any
 * thread.
 */
final class JsonTree {
  private final JsonBytes json = new JsonBytes();

  private JsonTree() {}

  /** The line, without its end. */
  static String text(Map<String, ?> tree) {
    JsonTree writer = new JsonTree();
    writer.write(tree);
    return new String(writer.json.array(), 0, writer.json.length(), StandardCharsets.UTF_8);
  }

  private void write(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      writeMap(map);
    } else if (value instanceof List<?> list) {
      writeList(list);
    } else if (value instanceof String text) {
      json.string(text);
    } else if (value == null || value instanceof Number || value instanceof Boolean) {
      json.raw(String.valueOf(value));
    } else {
      throw new IllegalArgumentException("no JSON: " + value.getClass());
    }
  }

  private void writeMap(Map<?, ?> map) {
    json.raw("{");
    Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<?, ?> entry = entries.next();
      json.string(String.valueOf(entry.getKey())).raw(":");
      write(entry.getValue());
      json.raw(entries.hasNext() ? "," : "");
    }
    json.raw("}");
  }

  private void writeList(List<?> list) {
    json.raw("[");
    Iterator<?> values = list.iterator();
    while (values.hasNext()) {
      write(values.next());
      json.raw(values.hasNext() ? "," : "");
    }
    json.raw("]");
  }
}
