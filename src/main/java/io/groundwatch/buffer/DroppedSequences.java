package io.groundwatch.buffer;

import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The sequences that were dropped before what precedes them was settled, as runs without a gap: few
 * runs, since the oldest are dropped first. Owned by the lane's thread.
 */
final class DroppedSequences {
  /** The last of each run, by its first. */
  private final NavigableMap<Long, Long> runs = new TreeMap<>();

  /** Adds one that is not in it. */
  void add(long sequence) {
    long first = sequence;
    long last = sequence;
    var below = runs.floorEntry(sequence);
    if (below != null && below.getValue() == sequence - 1) {
      first = below.getKey();
    }
    Long above = runs.remove(sequence + 1);
    if (above != null) {
      last = above;
    }
    runs.put(first, last);
  }

  /** Whether {@code sequence} is in it. */
  boolean contains(long sequence) {
    var below = runs.floorEntry(sequence);
    return below != null && below.getValue() >= sequence;
  }

  /** How many are from {@code from} to {@code to}. */
  long count(long from, long to) {
    long count = 0;
    var run = runs.floorEntry(to);
    while (run != null && run.getValue() >= from) {
      count += Math.min(to, run.getValue()) - Math.max(from, run.getKey()) + 1;
      run = runs.lowerEntry(run.getKey());
    }
    return count;
  }

  /** Forgets all up to {@code sequence}. */
  void forget(long sequence) {
    var below = runs.floorEntry(sequence);
    if (below != null && below.getValue() > sequence) {
      runs.put(sequence + 1, below.getValue());
    }
    runs.headMap(sequence, true).clear();
  }
}
