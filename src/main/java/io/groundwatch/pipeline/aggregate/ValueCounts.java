package io.groundwatch.pipeline.aggregate;

import io.groundwatch.model.ValueSet;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Values and how often each came. The first {@value #MAX_VALUES} different ones are kept as they
 * are; with more, values that lie close together become one, within 1 % of each, then 2 %, 4 %, and
 * so on as far as they must to be that few: as many as one datum of CloudWatch's PutMetricData may
 * hold; fewer where there is no room for them. Can be merged, since equal widths give equal values.
 * One thread.
 */
public final class ValueCounts {
  /** The most that CloudWatch takes of a value, either side of zero: PutMetricData, MetricDatum. */
  public static final double MAX_VALUE = 0x1p360;

  /** What one datum of CloudWatch's PutMetricData may hold. */
  static final int MAX_VALUES = 150;

  /** Enough for the five buckets that values are in at the last: zero, two above it, two below. */
  private static final int FIRST_SLOTS = 8;

  private static final int MOST_SLOTS = 256;
  private static final int BYTES_PER_SLOT = Double.BYTES + Long.BYTES;

  /** The width of the first buckets: values within 1 % of the one that stands for them. */
  private static final double FIRST_WIDTH = Math.log(1.02);

  private final Room room;
  private double[] values = new double[FIRST_SLOTS];
  private long[] counts = new long[FIRST_SLOTS];
  private int size;

  /** Of the logarithm of values; 0 = values are exact. */
  private double width;

  /** Takes of {@code room} what more than a few values need. */
  public ValueCounts(Room room) {
    this.room = room;
  }

  /** Adds a value that came {@code times}; at most {@link #MAX_VALUE} from zero. */
  public void add(double value, long times) {
    put(width == 0 ? value : bucket(value), times);
    while (size > capacity()) {
      if (!grow()) {
        coarsen();
      }
    }
  }

  /**
   * Adds values of which only these are known: least, greatest, sum and count stay as they are.
   *
   * @param times at least 1
   * @param min {@code NaN} where it is not known
   * @param max the same
   */
  public void addStatistics(long times, double sum, double min, double max) {
    if (Double.isNaN(min) || Double.isNaN(max) || times < 2) {
      add(bounded(sum / times), times);
      return;
    }
    add(bounded(min), 1);
    add(bounded(max), 1);
    if (times > 2) {
      double mean = (sum - min - max) / (times - 2);
      add(bounded(Math.max(min, Math.min(max, mean))), times - 2);
    }
  }

  private static double bounded(double value) {
    return Math.max(-MAX_VALUE, Math.min(MAX_VALUE, value));
  }

  /** So many are held before more is done; a slot or more is always free. */
  private int capacity() {
    return Math.min(MAX_VALUES, values.length * 3 / 4);
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** All of them; at least one. */
  public ValueSet toSet() {
    SortedMap<Double, Long> all = new TreeMap<>();
    for (int i = 0; i < values.length; i++) {
      if (counts[i] > 0) {
        all.put(values[i], counts[i]);
      }
    }
    return new ValueSet(all);
  }

  /** Forgets all of them. */
  public void clear() {
    if (values.length > FIRST_SLOTS) {
      room.giveBack((long) BYTES_PER_SLOT * (values.length - FIRST_SLOTS));
      values = new double[FIRST_SLOTS];
      counts = new long[FIRST_SLOTS];
    } else {
      Arrays.fill(counts, 0);
    }
    size = 0;
    width = 0;
  }

  /** The middle of the bucket that a value is in; zero has its own, as have negative values. */
  private double bucket(double value) {
    double size = Math.abs(value);
    if (size < Double.MIN_NORMAL) {
      return 0;
    }
    double middle = Math.exp((Math.floor(Math.log(size) / width) + 0.5) * width);
    return Math.copySign(Math.min(middle, MAX_VALUE), value);
  }

  private void coarsen() {
    width = width == 0 ? FIRST_WIDTH : 2 * width;
    double[] old = values;
    long[] oldCounts = counts;
    values = new double[old.length];
    counts = new long[old.length];
    size = 0;
    for (int i = 0; i < old.length; i++) {
      if (oldCounts[i] > 0) {
        put(bucket(old[i]), oldCounts[i]);
      }
    }
  }

  private void put(double value, long times) {
    double normal = value == 0 ? 0 : value; // -0.0 and 0.0 are one
    int at = slot(normal);
    if (counts[at] == 0) {
      values[at] = normal;
      size++;
    }
    counts[at] += times;
  }

  private int slot(double value) {
    long bits = Double.doubleToLongBits(value) * 0x9E3779B97F4A7C15L;
    int at = (int) (bits >>> 40) & (values.length - 1);
    while (counts[at] > 0 && values[at] != value) {
      at = (at + 1) & (values.length - 1);
    }
    return at;
  }

  /** Doubles the slots, if that may be. */
  private boolean grow() {
    if (values.length >= MOST_SLOTS || !room.take((long) BYTES_PER_SLOT * values.length)) {
      return false;
    }
    double[] old = values;
    long[] oldCounts = counts;
    values = new double[2 * old.length];
    counts = new long[2 * old.length];
    for (int i = 0; i < old.length; i++) {
      if (oldCounts[i] > 0) {
        int at = slot(old[i]);
        values[at] = old[i];
        counts[at] = oldCounts[i];
      }
    }
    return true;
  }
}
