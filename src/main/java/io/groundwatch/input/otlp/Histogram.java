package io.groundwatch.input.otlp;

import io.groundwatch.model.ValueSet;
import io.groundwatch.pipeline.aggregate.Room;
import io.groundwatch.pipeline.aggregate.ValueCounts;
import java.util.Arrays;
import java.util.Optional;

/**
 * A histogram's point, whatever its buckets. What it becomes is values with how often each came:
 * for each bucket the value in its middle, within what is said of the least and the greatest.
 * Without buckets, its least, its greatest, and the mean of what is left. Used again for each; one
 * thread.
 */
final class Histogram {
  /** Of one point: as many as the exponential ones may have by default, both sides, twice. */
  static final int MAX_BUCKETS = 1024;

  /** More than anything counts, and a whole number of which sums stay exact. */
  static final long MAX_COUNT = 1L << 53;

  private double[] bounds = new double[16];
  private int boundCount;
  private long[] counts = new long[16];
  private int countCount;
  long count;
  double sum;
  double min = Double.NaN;
  double max = Double.NaN;

  /** A new point begins. */
  void clear() {
    boundCount = 0;
    countCount = 0;
    count = 0;
    sum = 0;
    min = Double.NaN;
    max = Double.NaN;
  }

  /** Adds the upper bound of a bucket; the last has none. */
  void bound(double bound) {
    if (boundCount > MAX_BUCKETS) {
      return; // too many, which is seen by their number
    }
    if (boundCount == bounds.length) {
      bounds = Arrays.copyOf(bounds, 2 * bounds.length);
    }
    bounds[boundCount++] = bound;
  }

  /** Adds how many are in a bucket. */
  void bucket(long size) {
    if (countCount > MAX_BUCKETS) {
      return;
    }
    if (countCount == counts.length) {
      counts = Arrays.copyOf(counts, 2 * counts.length);
    }
    counts[countCount++] = Math.max(0, Math.min(MAX_COUNT, size));
  }

  int buckets() {
    return countCount;
  }

  long bucketCount(int at) {
    return counts[at];
  }

  /** Takes away what was counted before: what is left came since. */
  void minus(long[] before) {
    for (int i = 0; i < countCount; i++) {
      counts[i] -= before[i];
    }
    min = Double.NaN;
    max = Double.NaN;
  }

  /** Whether it has the buckets that its bounds make, in order, or none. */
  boolean isSound() {
    boolean sound = countCount == 0 || countCount == boundCount + 1;
    for (int i = 0; sound && i < boundCount; i++) {
      sound = Double.isFinite(bounds[i]) && (i == 0 || bounds[i] > bounds[i - 1]);
    }
    return sound;
  }

  /** Its values, if it is sound; empty where nothing was counted. */
  Optional<ValueSet> values() {
    ValueCounts values = new ValueCounts(new Room(Room.ONE_BYTES));
    if (countCount > 1) {
      for (int i = 0; i < countCount; i++) {
        if (counts[i] > 0) {
          values.add(middle(i), counts[i]);
        }
      }
    } else if (count > 0) {
      withoutBuckets(values);
    }
    return values.isEmpty() ? Optional.empty() : Optional.of(values.toSet());
  }

  private double middle(int bucket) {
    double low = bucket == 0 ? Math.min(0, bounds[0]) : bounds[bucket - 1];
    double high = bucket == boundCount ? bounds[bucket - 1] : bounds[bucket];
    if (bucket == 0 && !Double.isNaN(min)) {
      low = min;
    }
    if (bucket == boundCount && !Double.isNaN(max)) {
      high = max;
    }
    return within(low / 2 + high / 2);
  }

  private double within(double value) {
    double above = Double.isNaN(min) ? value : Math.max(min, value);
    double found = Double.isNaN(max) ? above : Math.min(max, above);
    return Math.max(-ValueCounts.MAX_VALUE, Math.min(ValueCounts.MAX_VALUE, found));
  }

  /** Least, greatest, sum and count are kept as they are. */
  private void withoutBuckets(ValueCounts values) {
    values.addStatistics(count, sum, min, max);
  }
}
