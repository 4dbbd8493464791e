package io.groundwatch.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The attributes of log lines as columns: one arena of texts, which are name, value, name, value …,
 * and, a line each, how many of them there are up to and with that line. The arrays are never
 * written once here. A line after the last that {@code texts} tells of has none.
 *
 * @param texts names and values up to and with those of each line
 * @param ends the offset after each text in {@code bytes}
 * @param bytes names and values, UTF-8, one after another with nothing between; no name comes twice
 *     in a line
 */
@SuppressWarnings("ArrayRecordComponent") // columns are the point; nobody compares batches by value
public record LineAttributes(int[] texts, int[] ends, byte[] bytes) {
  /** Of lines that have none. */
  public static final LineAttributes NONE = new LineAttributes(new int[0], new int[0], new byte[0]);

  /** The index of the first text of line {@code index}: a name, if the line has any. */
  public int first(int index) {
    return index == 0 ? 0 : after(index - 1);
  }

  /** The index after the last text of line {@code index}. */
  public int after(int index) {
    return texts.length == 0 ? 0 : texts[Math.min(index, texts.length - 1)];
  }

  /** Where a text starts in {@link #bytes}. */
  public int start(int text) {
    return text == 0 ? 0 : ends[text - 1];
  }

  /** Whether line {@code index} has an attribute of this name, in UTF-8. */
  public boolean has(int index, byte[] name) {
    for (int text = first(index); text < after(index); text += 2) {
      if (Arrays.equals(bytes, start(text), ends[text], name, 0, name.length)) {
        return true;
      }
    }
    return false;
  }

  /** About how many bytes it takes in memory. */
  public long memoryBytes() {
    return bytes.length + (long) Integer.BYTES * (texts.length + ends.length);
  }

  /** The attributes of line {@code index}, in the order in which they were given. */
  public Map<String, String> of(int index) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int name = first(index); name < after(index); name += 2) {
      attributes.put(text(name), text(name + 1));
    }
    return Collections.unmodifiableMap(attributes);
  }

  private String text(int text) {
    return new String(bytes, start(text), ends[text] - start(text), StandardCharsets.UTF_8);
  }
}
