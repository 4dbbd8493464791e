package io.groundwatch.input.statsd;

import io.groundwatch.pipeline.aggregate.Room;
import java.util.Arrays;

/** Different members of a set, each by a hash of 64 bits; bounded. One thread. */
final class MemberSet {
  /** More than this are not told apart. */
  static final int MAX_MEMBERS = 10_000;

  private static final int FIRST_SLOTS = 8;

  private final Room room;

  /** 0 = free. */
  private long[] slots = new long[FIRST_SLOTS];

  private int size;

  /** Takes of {@code room} what more than a few members need. */
  MemberSet(Room room) {
    this.room = room;
  }

  /** Adds one that may be there. Returns false where it is new and there is no room for it. */
  boolean add(long hash) {
    long member = hash == 0 ? 1 : hash;
    int at = slot(member);
    if (slots[at] == member) {
      return true;
    }
    if (size >= MAX_MEMBERS) {
      return false;
    }
    if (size * 4 >= slots.length * 3) {
      if (!room.take((long) Long.BYTES * slots.length)) {
        return false;
      }
      grow();
      at = slot(member);
    }
    slots[at] = member;
    size++;
    return true;
  }

  int size() {
    return size;
  }

  /** Forgets all of them. */
  void clear() {
    if (slots.length > FIRST_SLOTS) {
      room.giveBack((long) Long.BYTES * (slots.length - FIRST_SLOTS));
      slots = new long[FIRST_SLOTS];
    } else {
      Arrays.fill(slots, 0);
    }
    size = 0;
  }

  private int slot(long member) {
    int at = (int) ((member * 0x9E3779B97F4A7C15L) >>> 40) & (slots.length - 1);
    while (slots[at] != 0 && slots[at] != member) {
      at = (at + 1) & (slots.length - 1);
    }
    return at;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[2 * old.length];
    for (long member : old) {
      if (member != 0) {
        slots[slot(member)] = member;
      }
    }
  }
}
