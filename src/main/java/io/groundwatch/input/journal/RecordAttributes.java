package io.groundwatch.input.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.groundwatch.config.JournalSelection.Priority;
import io.groundwatch.pipeline.AttributeSet;
import io.groundwatch.text.TextDecoder;
import java.util.stream.Stream;

/**
 * The attributes of records, as valid UTF-8, made without an object for any of them. Owned by one
 * thread.
 */
final class RecordAttributes {
  private static final byte[][] NAMES =
      JournalField.ATTRIBUTES.stream()
          .map(field -> String.valueOf(field.attribute()).getBytes(US_ASCII))
          .toArray(byte[][]::new);
  private static final byte[][] SEVERITIES =
      Stream.of(Priority.values())
          .map(priority -> priority.key().getBytes(US_ASCII))
          .toArray(byte[][]::new);

  private final AttributeSet set = new AttributeSet();
  private final TextDecoder decoder = new TextDecoder(UTF_8);

  /** What the entry says beside its message; valid until the next call. */
  AttributeSet of(ExportParser entry) {
    set.clear();
    for (int i = 0; i < NAMES.length; i++) {
      JournalField field = JournalField.ATTRIBUTES.get(i);
      int severity = field == JournalField.PRIORITY ? (int) entry.number(field).orElse(-1) : -1;
      if (severity >= 0 && severity < SEVERITIES.length) {
        byte[] word = SEVERITIES[severity];
        set.put(NAMES[i], 0, NAMES[i].length, word, 0, word.length);
      } else if (entry.length(field) > 0) {
        put(NAMES[i], entry, field);
      }
    }
    return set;
  }

  private void put(byte[] name, ExportParser entry, JournalField field) {
    decoder.decode(entry.bytes(), entry.start(field), entry.length(field), false);
    set.put(name, 0, name.length, decoder.bytes(), decoder.offset(), decoder.length());
  }
}
