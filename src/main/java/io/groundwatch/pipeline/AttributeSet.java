package io.groundwatch.pipeline;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The attributes of one event while it is made: names and values as bytes of UTF-8 in an arena that
 * is used again for the next event, so that no object is made for any of them. Each has a slot; a
 * slot whose attribute was removed stays, empty. Owned by one thread.
 *
 * <p>Bounded: whoever gives more than fits is told, and keeps what he has.
 */
public final class AttributeSet {
  /** Attributes of one event. */
  public static final int MAX_COUNT = 256;

  /** Of a longer name, nothing is kept. */
  public static final int MAX_NAME_BYTES = 256;

  /** A longer value is cut. */
  public static final int MAX_VALUE_BYTES = 64 << 10;

  /** Names and values together, with those that were replaced. */
  private static final int MAX_BYTES = 1 << 20;

  /** An arena that one unusual event made larger than this is not kept. */
  private static final int MAX_KEPT_BYTES = 16 << 10;

  /** What an attribute takes in a record beside its name and value: quotes, colon, comma. */
  private static final int OVERHEAD = 6;

  private static final int NAME_AT = 0;
  private static final int NAME_LENGTH = 1;
  private static final int VALUE_AT = 2;
  private static final int VALUE_LENGTH = 3;
  private static final int FIELDS = 4;
  private static final int REMOVED = -1;

  private byte[] bytes = new byte[1 << 10];
  private int[] slots = new int[16 * FIELDS];
  private int count;
  private int used;

  /** Forgets all attributes. */
  public void clear() {
    count = 0;
    used = 0;
    if (bytes.length > MAX_KEPT_BYTES) {
      bytes = new byte[MAX_KEPT_BYTES];
    }
  }

  /**
   * Sets an attribute; one of the same name is replaced.
   *
   * @return whether all of it is kept; false where a bound left out some or all of it
   */
  public boolean put(
      byte[] names, int nameAt, int nameLength, byte[] values, int valueAt, int valueLength) {
    if (nameLength == 0 || nameLength > MAX_NAME_BYTES) {
      return false;
    }
    int kept = fitting(values, valueAt, valueLength, MAX_BYTES - used - nameLength);
    int known = find(names, nameAt, nameLength);
    if ((kept == 0 && valueLength > 0) || (known < 0 && count == MAX_COUNT)) {
      return false;
    }
    int slot = known < 0 ? newSlot(store(names, nameAt, nameLength), nameLength) : known;
    value(slot, values, valueAt, kept);
    return kept == valueLength;
  }

  /** Sets an attribute, as above. */
  public boolean put(String name, String value) {
    byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
    byte[] valueBytes = value.getBytes(StandardCharsets.UTF_8);
    return put(nameBytes, 0, nameBytes.length, valueBytes, 0, valueBytes.length);
  }

  /** Sets all attributes of another set, as above. */
  public boolean putAll(AttributeSet others) {
    if (count == 0 && others.used < MAX_BYTES / 2) {
      copy(others);
      return true;
    }
    boolean whole = true;
    for (int i = 0; i < others.count; i++) {
      if (others.has(i)) {
        whole &=
            put(
                others.bytes,
                others.nameStart(i),
                others.nameLength(i),
                others.bytes,
                others.valueStart(i),
                others.valueLength(i));
      }
    }
    return whole;
  }

  /** The slot of the attribute of this name; -1 where there is none. */
  public int find(byte[] name) {
    return find(name, 0, name.length);
  }

  /** Removes the attribute of a slot. */
  public void remove(int slot) {
    slots[slot * FIELDS + NAME_LENGTH] = REMOVED;
  }

  /** Gives the attribute of a slot another value, of which so much is kept as fits. */
  public void setValue(int slot, byte[] values, int valueAt, int valueLength) {
    value(slot, values, valueAt, fitting(values, valueAt, valueLength, MAX_BYTES - used));
  }

  /**
   * Gives the attribute of a slot another name. One that has this name already goes; where the name
   * does not fit, the attribute itself goes.
   */
  public void setName(int slot, byte[] names, int nameAt, int nameLength) {
    int known = find(names, nameAt, nameLength);
    if (known >= 0 && known != slot) {
      remove(known);
    }
    if (nameLength == 0 || nameLength > MAX_NAME_BYTES || nameLength > MAX_BYTES - used) {
      remove(slot);
      return;
    }
    slots[slot * FIELDS + NAME_AT] = store(names, nameAt, nameLength);
    slots[slot * FIELDS + NAME_LENGTH] = nameLength;
  }

  /** How many slots there are; some may be empty. */
  public int slots() {
    return count;
  }

  /** Whether a slot holds an attribute. */
  public boolean has(int slot) {
    return slots[slot * FIELDS + NAME_LENGTH] != REMOVED;
  }

  /** The arena, until the next change. */
  public byte[] bytes() {
    return bytes;
  }

  /** How much of the arena is in use, also by what was replaced or removed. */
  public int used() {
    return used;
  }

  /** Where the name of a slot's attribute starts. */
  public int nameStart(int slot) {
    return slots[slot * FIELDS + NAME_AT];
  }

  /** How many bytes the name of a slot's attribute has. */
  public int nameLength(int slot) {
    return slots[slot * FIELDS + NAME_LENGTH];
  }

  /** Where the value of a slot's attribute starts. */
  public int valueStart(int slot) {
    return slots[slot * FIELDS + VALUE_AT];
  }

  /** How many bytes the value of a slot's attribute has. */
  public int valueLength(int slot) {
    return slots[slot * FIELDS + VALUE_LENGTH];
  }

  /** Whether there is no attribute. */
  public boolean isEmpty() {
    return encodedBytes() == 0;
  }

  /** About how many bytes the attributes take in a record. */
  public int encodedBytes() {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      sum += has(i) ? nameLength(i) + valueLength(i) + OVERHEAD : 0;
    }
    return sum;
  }

  /** The attributes as a map, for what is not done for each event. */
  public Map<String, String> toMap() {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      if (has(i)) {
        map.put(text(nameStart(i), nameLength(i)), text(valueStart(i), valueLength(i)));
      }
    }
    return map;
  }

  private void copy(AttributeSet others) {
    if (bytes.length < others.used) {
      bytes = new byte[Math.max(others.used, 2 * bytes.length)];
    }
    if (slots.length < others.count * FIELDS) {
      slots = new int[others.slots.length];
    }
    System.arraycopy(others.bytes, 0, bytes, 0, others.used);
    System.arraycopy(others.slots, 0, slots, 0, others.count * FIELDS);
    used = others.used;
    count = others.count;
  }

  private String text(int at, int length) {
    return new String(bytes, at, length, StandardCharsets.UTF_8);
  }

  private int find(byte[] name, int at, int length) {
    for (int i = 0; i < count; i++) {
      int start = slots[i * FIELDS + NAME_AT];
      if (slots[i * FIELDS + NAME_LENGTH] == length
          && bytes[start] == name[at]
          && Arrays.equals(bytes, start, start + length, name, at, at + length)) {
        return i;
      }
    }
    return -1;
  }

  private int newSlot(int nameAt, int nameLength) {
    if ((count + 1) * FIELDS > slots.length) {
      slots = Arrays.copyOf(slots, 2 * slots.length);
    }
    slots[count * FIELDS + NAME_AT] = nameAt;
    slots[count * FIELDS + NAME_LENGTH] = nameLength;
    return count++;
  }

  private void value(int slot, byte[] values, int at, int length) {
    slots[slot * FIELDS + VALUE_AT] = store(values, at, length);
    slots[slot * FIELDS + VALUE_LENGTH] = length;
  }

  private int store(byte[] from, int at, int length) {
    if (used + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(used + length, 2 * bytes.length));
    }
    System.arraycopy(from, at, bytes, used, length);
    used += length;
    return used - length;
  }

  /** How much of a value is kept: whole characters, within its bound and the arena's. */
  private static int fitting(byte[] values, int at, int length, int room) {
    int most = Math.max(0, Math.min(room, MAX_VALUE_BYTES));
    if (length <= most) {
      return length;
    }
    int kept = most;
    while (kept > 0 && (values[at + kept] & 0xc0) == 0x80) {
      kept--;
    }
    return kept;
  }
}
