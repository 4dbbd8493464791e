package io.groundwatch.pipeline;

import io.groundwatch.model.LineAttributes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Attributes on their way to becoming {@link LineAttributes}: growing columns, which take no memory
 * before the first. Owned by one thread.
 */
final class AttributeColumns {
  private static final int INITIAL_TEXTS = 64;
  private static final int INITIAL_BYTES = 2 << 10;

  /** Of each line up to the last that has attributes. */
  private int[] texts = new int[0];

  private int[] ends = new int[0];
  private byte[] bytes = new byte[0];
  private int lines;
  private int count;
  private int used;

  /** Adds attributes to line {@code index}, which is the last so far or comes after it. */
  void add(int index, Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(takeBack(index));
    all.putAll(more);
    open(index);
    for (Map.Entry<String, String> each : all.entrySet()) {
      append(each.getKey());
      append(each.getValue());
    }
    texts[index] = count;
  }

  /** Adds attributes to line {@code index}, as above. */
  void add(int index, AttributeSet more) {
    if (index < lines) {
      add(index, more.toMap());
      return;
    }
    open(index);
    for (int i = 0; i < more.slots(); i++) {
      if (more.has(i)) {
        append(more.bytes(), more.nameStart(i), more.nameLength(i));
        append(more.bytes(), more.valueStart(i), more.valueLength(i));
      }
    }
    texts[index] = count;
  }

  /** Hands the columns over; this object is then spent. */
  LineAttributes toAttributes() {
    return lines == 0
        ? LineAttributes.NONE
        : new LineAttributes(Arrays.copyOf(texts, lines), ends, bytes);
  }

  /** The attributes that a line has already, which are to be written anew. */
  private Map<String, String> takeBack(int index) {
    if (index >= lines) {
      return Map.of();
    }
    LineAttributes written = new LineAttributes(texts, ends, bytes);
    Map<String, String> before = written.of(index);
    count = written.first(index);
    used = written.start(count);
    lines = index;
    return before;
  }

  /** Starts a line; those before it that had nothing to say get nothing. */
  private void open(int index) {
    if (index >= texts.length) {
      texts = Arrays.copyOf(texts, Math.max(index + 1, Math.max(INITIAL_TEXTS, 2 * texts.length)));
    }
    Arrays.fill(texts, lines, index + 1, count);
    lines = index + 1;
  }

  private void append(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    append(utf8, 0, utf8.length);
  }

  private void append(byte[] from, int offset, int length) {
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, Math.max(INITIAL_TEXTS, 2 * ends.length));
    }
    if (used + length > bytes.length) {
      int doubled = Math.max(INITIAL_BYTES, 2 * bytes.length);
      bytes = Arrays.copyOf(bytes, Math.max(used + length, doubled));
    }
    System.arraycopy(from, offset, bytes, used, length);
    used += length;
    ends[count++] = used;
  }
}
