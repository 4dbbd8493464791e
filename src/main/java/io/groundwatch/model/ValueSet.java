package io.groundwatch.model;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was measured of one series at one time, where that is more than one number: each value with
 * how often it came, as {@code Values} and {@code Counts} of CloudWatch's PutMetricData. Values are
 * finite and ascend, counts are at least 1. Sixteen bytes a value, since an input may hold tens of
 * thousands of such sets. Immutable: nobody writes to the arrays.
 *
 * @param values ascending
 * @param counts of each
 */
@SuppressWarnings("ArrayRecordComponent") // compared by what they hold, below
public record ValueSet(double[] values, long[] counts) {
  /** Of at least one value. */
  public ValueSet {
    if (values.length == 0 || values.length != counts.length) {
      throw new IllegalArgumentException("counts: none (expected: one a value, and one value)");
    }
  }

  /** Of each value with how often it came; at least one. */
  public ValueSet(SortedMap<Double, Long> all) {
    this(
        all.keySet().stream().mapToDouble(Double::doubleValue).toArray(),
        all.values().stream().mapToLong(Long::longValue).toArray());
  }

  /** How many different values there are. */
  public int size() {
    return values.length;
  }

  /** The value at a place in the order of values, from 0. */
  public double value(int at) {
    return values[at];
  }

  /** How often that one came. */
  public long count(int at) {
    return counts[at];
  }

  /** The least. */
  public double min() {
    return values[0];
  }

  /** The greatest. */
  public double max() {
    return values[values.length - 1];
  }

  /** How many were measured. */
  public long count() {
    return Arrays.stream(counts).sum();
  }

  /** All of them together; may be infinite. */
  public double sum() {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i] * counts[i];
    }
    return sum;
  }

  /** The mean; finite even where all of them together are not. */
  public double mean() {
    double sum = sum();
    double count = count();
    if (Double.isFinite(sum)) {
      return sum / count;
    }
    double mean = 0;
    for (int i = 0; i < values.length; i++) {
      mean += values[i] * (counts[i] / count);
    }
    return Math.min(max(), Math.max(min(), mean)); // what the weights lost or won by rounding
  }

  /**
   * The least value that is not below this share of all: the nearest rank.
   *
   * @param percent above 0, up to 100
   */
  public double percentile(double percent) {
    long rank = (long) Math.ceil(percent / 100 * count());
    long below = 0;
    for (int i = 0; i < values.length; i++) {
      below += counts[i];
      if (below >= rank) {
        return values[i];
      }
    }
    return max();
  }

  /** Each value with how often it came, in a new map. */
  public SortedMap<Double, Long> toMap() {
    SortedMap<Double, Long> all = new TreeMap<>();
    for (int i = 0; i < values.length; i++) {
      all.put(values[i], counts[i]);
    }
    return all;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ValueSet set
        && Arrays.equals(values, set.values)
        && Arrays.equals(counts, set.counts);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(values) + Arrays.hashCode(counts);
  }

  /** As {@code {0.5=2, 4.0=1}}. */
  @Override
  public String toString() {
    return toMap().toString();
  }
}
