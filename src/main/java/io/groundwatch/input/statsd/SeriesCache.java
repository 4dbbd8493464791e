package io.groundwatch.input.statsd;

import io.groundwatch.pipeline.aggregate.SeriesRoom;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a line's values are added to by the bytes of the line, so that no object is made for a
 * line of a series that came before. It holds nothing that cannot be found again: when it is full,
 * as senders make it that write their tags in ever another order, it forgets everything. One
 * thread.
 */
final class SeriesCache {
  static final int MAX_KEYS = 2 * SeriesRoom.MAX_SERIES;
  private static final int MAX_KEY_BYTES = 2 << 20;

  private static final int FIRST_SLOTS = 64;

  private final int multiplier;
  private @Nullable Entry[] slots = new Entry[FIRST_SLOTS];
  private int keys;
  private int keyBytes;

  /** Name, type and tags as they are sent, and what they are added to. */
  private static final class Entry {
    private final int hash;
    private final MetricType type;
    private final byte[] key;
    private final Aggregate[] into;

    private Entry(int hash, Line line, Aggregate[] into) {
      this.hash = hash;
      this.type = line.type();
      this.key = line.key();
      this.into = into;
    }

    private boolean isOf(Line line, int itsHash) {
      return hash == itsHash && type == line.type() && line.isOf(key);
    }
  }

  /**
   * @param multiplier odd, and unknown to senders, so that they cannot make keys that collide
   */
  SeriesCache(int multiplier) {
    this.multiplier = multiplier | 1;
  }

  /** What was put for such a line; null = nothing that is remembered. */
  Aggregate @Nullable [] get(Line line) {
    int hash = line.hash(multiplier);
    int at = hash & (slots.length - 1);
    Entry entry = slots[at];
    while (entry != null) {
      if (entry.isOf(line, hash)) {
        return entry.into;
      }
      at = (at + 1) & (slots.length - 1);
      entry = slots[at];
    }
    return null;
  }

  /** Remembers what such lines are added to; {@link #get} has just found nothing. */
  void put(Line line, Aggregate[] into) {
    Entry entry = new Entry(line.hash(multiplier), line, into);
    if (keys >= MAX_KEYS || keyBytes + entry.key.length > MAX_KEY_BYTES) {
      clear();
    }
    if (keys * 4 >= slots.length * 3) {
      grow();
    }
    insert(entry);
    keys++;
    keyBytes += entry.key.length;
  }

  /** Forgets everything. */
  void clear() {
    slots = new Entry[FIRST_SLOTS];
    keys = 0;
    keyBytes = 0;
  }

  private void insert(Entry entry) {
    int at = entry.hash & (slots.length - 1);
    while (slots[at] != null) {
      at = (at + 1) & (slots.length - 1);
    }
    slots[at] = entry;
  }

  private void grow() {
    @Nullable Entry[] old = slots;
    slots = new Entry[2 * old.length];
    for (Entry entry : old) {
      if (entry != null) {
        insert(entry);
      }
    }
  }
}
