package io.groundwatch.buffer;

import java.util.ArrayList;
import java.util.List;

/**
 * The sequences that a segment holds, rising, as runs without a gap: one run, but for damage. Owned
 * by one thread.
 */
final class SequenceRuns {
  private record Run(long first, long last) {}

  private final List<Run> runs = new ArrayList<>();

  /** Adds a sequence above all others. */
  void add(long sequence) {
    if (!runs.isEmpty() && sequence <= last()) {
      throw new IllegalArgumentException(
          "sequence: " + sequence + " (expected: above " + last() + ")");
    }
    int top = runs.size() - 1;
    if (top >= 0 && runs.get(top).last() + 1 == sequence) {
      runs.set(top, new Run(runs.get(top).first(), sequence));
    } else {
      runs.add(new Run(sequence, sequence));
    }
  }

  boolean isEmpty() {
    return runs.isEmpty();
  }

  /** The highest; only where there is one. */
  long last() {
    return runs.get(runs.size() - 1).last();
  }

  /** How many are above {@code sequence}. */
  long countAbove(long sequence) {
    long count = 0;
    for (Run run : runs) {
      count += Math.max(0, run.last() - Math.max(run.first() - 1, sequence));
    }
    return count;
  }
}
