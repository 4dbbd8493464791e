package io.groundwatch.input.otlp;

import io.groundwatch.model.ValueSet;
import io.groundwatch.pipeline.aggregate.Room;
import io.groundwatch.pipeline.aggregate.ValueCounts;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An exponential histogram's point (metrics data model, "ExponentialHistogram"): bucket {@code i}
 * of scale {@code s} holds values above {@code b^i} and up to {@code b^(i+1)}, where {@code b} is
 * {@code 2^(2^-s)}. What it becomes is the middle of each bucket, by its logarithm, with how many
 * it holds. One thread.
 */
final class ExponentialHistogram {
  private static final int MIN_SCALE = -10;
  private static final int MAX_SCALE = 20;

  private int scale;
  private long zero;
  private SortedMap<Integer, Long> positive = new TreeMap<>();
  private SortedMap<Integer, Long> negative = new TreeMap<>();

  void scale(int of) {
    scale = of;
  }

  void zero(long count) {
    zero = Math.max(0, Math.min(Histogram.MAX_COUNT, count));
  }

  /** Sets the number of values in a bucket above zero, or below it. */
  void bucket(boolean above, int index, long count) {
    if (count > 0 && buckets() <= Histogram.MAX_BUCKETS) {
      (above ? positive : negative).put(index, Math.min(Histogram.MAX_COUNT, count));
    }
  }

  /** Whether it can be one. */
  boolean isSound() {
    return scale >= MIN_SCALE && scale <= MAX_SCALE;
  }

  /** How many buckets hold something. */
  int buckets() {
    return positive.size() + negative.size();
  }

  /**
   * What came since {@code before}; empty where that had more in a bucket, so that this one began
   * anew. Scales only shrink while a histogram lasts.
   */
  Optional<ExponentialHistogram> minus(ExponentialHistogram before) {
    if (before.scale < scale || before.zero > zero) {
      return Optional.empty();
    }
    int coarser = before.scale - scale;
    ExponentialHistogram since = new ExponentialHistogram();
    since.scale = scale;
    since.zero = zero - before.zero;
    since.positive = minus(positive, shrunk(before.positive, coarser));
    since.negative = minus(negative, shrunk(before.negative, coarser));
    boolean grew =
        since.positive.values().stream().allMatch(count -> count >= 0)
            && since.negative.values().stream().allMatch(count -> count >= 0);
    return grew ? Optional.of(since) : Optional.empty();
  }

  /** Each step of scale makes one bucket of two. */
  private static SortedMap<Integer, Long> shrunk(SortedMap<Integer, Long> buckets, int steps) {
    SortedMap<Integer, Long> shrunk = new TreeMap<>();
    buckets.forEach((index, count) -> shrunk.merge(index >> steps, count, Long::sum));
    return shrunk;
  }

  private static SortedMap<Integer, Long> minus(
      SortedMap<Integer, Long> now, SortedMap<Integer, Long> before) {
    SortedMap<Integer, Long> since = new TreeMap<>(now);
    before.forEach((index, count) -> since.merge(index, -count, Long::sum));
    since.values().removeIf(count -> count == 0);
    return since;
  }

  /** Its values; empty where nothing was counted. */
  Optional<ValueSet> values() {
    ValueCounts values = new ValueCounts(new Room(Room.ONE_BYTES));
    if (zero > 0) {
      values.add(0, zero);
    }
    for (Map.Entry<Integer, Long> bucket : positive.entrySet()) {
      values.add(middle(bucket.getKey()), bucket.getValue());
    }
    for (Map.Entry<Integer, Long> bucket : negative.entrySet()) {
      values.add(-middle(bucket.getKey()), bucket.getValue());
    }
    return values.isEmpty() ? Optional.empty() : Optional.of(values.toSet());
  }

  private double middle(int index) {
    double middle = Math.pow(2, Math.scalb(index + 0.5, -scale));
    return Math.min(ValueCounts.MAX_VALUE, middle);
  }
}
