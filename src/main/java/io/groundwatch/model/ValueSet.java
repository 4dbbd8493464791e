package io.groundwatch.model;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was measured of one series at one time, where that is more than one number: each value with
 * how often it came, as {@code Values} and {@code Counts} of CloudWatch's PutMetricData.
 *
 * @param counts of each value, at least 1; values are finite and ascend
 */
public record ValueSet(SortedMap<Double, Long> counts) {
  /** Keeps its own copy. */
  public ValueSet {
    if (counts.isEmpty()) {
      throw new IllegalArgumentException("counts: none (expected: at least one value)");
    }
    counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
  }

  /** How many were measured. */
  public long count() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** All of them together. */
  public double sum() {
    return counts.entrySet().stream().mapToDouble(each -> each.getKey() * each.getValue()).sum();
  }
}
