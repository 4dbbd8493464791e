package io.groundwatch.input.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads entries in the Journal Export Format (systemd.io/JOURNAL_EXPORT_FORMATS), however they are
 * cut into buffers. A field is a line {@code NAME=text}, or, where it is not plain text, a line
 * {@code NAME}, eight bytes with the length, lowest first, that many bytes and a line end. An empty
 * line ends an entry.
 *
 * <p>Of an entry only the fields of {@link JournalField} are kept, each up to a limit; the rest is
 * passed over and costs no memory. Of several values of one field the first counts. Owned by one
 * thread.
 */
final class ExportParser {
  /** What the bytes came to. */
  enum Progress {
    /** An entry is whole; it stays until the next call. */
    ENTRY,
    /** All bytes are taken, and the entry goes on. */
    MORE,
    /** These bytes are not the format's. Nothing sensible can follow. */
    MALFORMED
  }

  /** A longer message is cut here. */
  static final int MAX_MESSAGE_BYTES = 4 << 20;

  /** A longer value of any other field is cut here. */
  static final int MAX_VALUE_BYTES = 1 << 10;

  /** As systemd: no field is longer. */
  private static final long MAX_FIELD_BYTES = 1L << 30;

  /** What an entry may take of memory that stays. */
  private static final int USUAL_BYTES = 64 << 10;

  private static final int LENGTH_BYTES = 8;

  private enum State {
    NAME,
    TEXT,
    LENGTH,
    DATA,
    DATA_END
  }

  /** Where a field's value is in {@link #kept}. */
  private static final class Value {
    private int start;
    private int end;
    private boolean whole;
  }

  private final byte[] name = new byte[JournalField.MAX_NAME];
  private final Map<JournalField, Value> values = new EnumMap<>(JournalField.class);
  private byte[] kept = new byte[USUAL_BYTES];
  private int used;

  private State state = State.NAME;
  private int nameLength;
  private @Nullable Value value;
  private boolean message;
  private long left;
  private int lengthBytes;
  private boolean anyField;
  private boolean whole;
  private boolean cut;

  private byte[] in = kept;
  private int at;
  private int end;

  ExportParser() {
    for (JournalField field : JournalField.values()) {
      values.put(field, new Value());
    }
  }

  /** Takes bytes up to the end of an entry, or all. What was an entry before is gone. */
  Progress parse(ByteBuffer buffer) {
    if (whole) {
      clear();
    }
    in = buffer.array();
    at = buffer.arrayOffset() + buffer.position();
    end = buffer.arrayOffset() + buffer.limit();
    boolean sound = true;
    while (sound && !whole && at < end) {
      sound = step();
    }
    buffer.position(at - buffer.arrayOffset());
    return !sound ? Progress.MALFORMED : whole ? Progress.ENTRY : Progress.MORE;
  }

  /** Forgets a part of an entry: what comes next starts anew. */
  void reset() {
    clear();
    state = State.NAME;
    nameLength = 0;
  }

  /** Whether the entry has the field. */
  boolean has(JournalField field) {
    return valueOf(field).whole;
  }

  /** Where the values are. */
  byte[] bytes() {
    return kept;
  }

  /** Where the field's value starts. */
  int start(JournalField field) {
    return valueOf(field).start;
  }

  /** How long the field's value is; 0 where the entry does not have it. */
  int length(JournalField field) {
    Value found = valueOf(field);
    return found.whole ? found.end - found.start : 0;
  }

  /** Whether the field has this value. */
  boolean is(JournalField field, byte[] wanted) {
    Value found = valueOf(field);
    return found.whole && Arrays.equals(kept, found.start, found.end, wanted, 0, wanted.length);
  }

  /** The field's value; empty where the entry does not have it. */
  String text(JournalField field) {
    return new String(kept, start(field), length(field), StandardCharsets.UTF_8);
  }

  /** The field's value as digits; empty where it is not up to 18 of them. */
  OptionalLong number(JournalField field) {
    int length = length(field);
    if (length == 0 || length > 18) {
      return OptionalLong.empty();
    }
    long number = 0;
    for (int i = start(field); i < start(field) + length; i++) {
      int digit = kept[i] - '0';
      if (digit < 0 || digit > 9) {
        return OptionalLong.empty();
      }
      number = number * 10 + digit;
    }
    return OptionalLong.of(number);
  }

  /** Whether the message is longer than what is kept of it. */
  boolean cut() {
    return cut;
  }

  private void clear() {
    for (Value known : values.values()) {
      known.start = 0;
      known.whole = false;
    }
    used = 0;
    if (kept.length > USUAL_BYTES) {
      kept = new byte[USUAL_BYTES];
    }
    anyField = false;
    whole = false;
    cut = false;
    value = null;
  }

  private Value valueOf(JournalField field) {
    return Objects.requireNonNull(values.get(field));
  }

  /** Goes on by a part of a field. Returns whether it can be one. */
  private boolean step() {
    return switch (state) {
      case NAME -> name();
      case TEXT -> text();
      case LENGTH -> length();
      case DATA -> data();
      case DATA_END -> dataEnd();
    };
  }

  private boolean name() {
    int from = at;
    int most = Math.min(end, at + name.length - nameLength);
    while (at < most && ofName(in[at])) {
      at++;
    }
    System.arraycopy(in, from, name, nameLength, at - from);
    nameLength += at - from;
    if (at == end) {
      return true;
    }
    byte after = in[at];
    at++;
    if (after == '\n' && nameLength == 0) {
      // An empty line before any field ends nothing.
      whole = anyField;
      return true;
    }
    if (nameLength == 0 || (after != '=' && after != '\n')) {
      return false;
    }
    begin(after == '=' ? State.TEXT : State.LENGTH);
    return true;
  }

  private static boolean ofName(byte b) {
    return (b >= 'A' && b <= 'Z') || b == '_' || (b >= '0' && b <= '9');
  }

  private void begin(State next) {
    JournalField field = JournalField.named(name, nameLength);
    value = field == null || has(field) ? null : valueOf(field);
    message = field == JournalField.MESSAGE;
    if (value != null) {
      value.start = used;
    }
    nameLength = 0;
    anyField = true;
    left = 0;
    lengthBytes = 0;
    state = next;
  }

  private boolean text() {
    int lineEnd = at;
    while (lineEnd < end && in[lineEnd] != '\n') {
      lineEnd++;
    }
    keep(lineEnd - at);
    at = lineEnd;
    if (at < end) {
      at++;
      endValue();
    }
    return true;
  }

  private boolean length() {
    while (at < end && lengthBytes < LENGTH_BYTES) {
      left |= (in[at] & 0xffL) << (8 * lengthBytes);
      lengthBytes++;
      at++;
    }
    if (lengthBytes == LENGTH_BYTES) {
      state = left == 0 ? State.DATA_END : State.DATA;
      return left >= 0 && left <= MAX_FIELD_BYTES;
    }
    return true;
  }

  private boolean data() {
    int some = (int) Math.min(left, end - at);
    keep(some);
    at += some;
    left -= some;
    if (left == 0) {
      state = State.DATA_END;
    }
    return true;
  }

  private boolean dataEnd() {
    boolean ended = in[at] == '\n';
    at++;
    endValue();
    return ended;
  }

  private void endValue() {
    if (value != null) {
      value.end = used;
      value.whole = true;
    }
    value = null;
    state = State.NAME;
  }

  private void keep(int count) {
    if (value == null) {
      return;
    }
    int room = (message ? MAX_MESSAGE_BYTES : MAX_VALUE_BYTES) - (used - value.start);
    int some = Math.min(room, count);
    if (used + some > kept.length) {
      kept = Arrays.copyOf(kept, Math.max(used + some, 2 * kept.length));
    }
    System.arraycopy(in, at, kept, used, some);
    used += some;
    cut |= message && some < count;
  }
}
