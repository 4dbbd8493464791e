package io.groundwatch.output.cloudwatch;

import io.groundwatch.codec.JsonBytes;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.MetricSeries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One {@code MetricDatum}: all samples of a series that CloudWatch would count to the same moment,
 * as values and how often each occurs, so that statistics come out as if each had been sent alone.
 * Owned by one thread.
 */
final class Datum {
  /** API reference, {@code MetricDatum}. */
  static final int MAX_VALUES = 150;

  static final int MAX_DIMENSIONS = 30;
  private static final int MAX_NAME = 255;
  private static final int MAX_DIMENSION_VALUE = 1024;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final double MAX_ABSOLUTE = Math.pow(2, 360);

  private final MetricSeries series;
  private final long second;
  private final Map<Double, Long> counts = new LinkedHashMap<>();
  private final List<Integer> records = new ArrayList<>();

  /** What samples share that go into one datum. */
  record Key(MetricSeries series, long second) {
    static Key of(MetricSample sample) {
      long second = Math.floorDiv(sample.timeNanos(), NANOS_PER_SECOND);
      int resolution = sample.series().storageResolutionSeconds();
      return new Key(sample.series(), second - Math.floorMod(second, (long) resolution));
    }
  }

  Datum(MetricSample first) {
    this.series = first.series();
    this.second = Math.floorDiv(first.timeNanos(), NANOS_PER_SECOND);
  }

  /** Whether CloudWatch takes a value at all. */
  static boolean isInRange(double value) {
    return Math.abs(value) <= MAX_ABSOLUTE;
  }

  /** Whether there is room for another value. */
  boolean takes(double value) {
    return counts.size() < MAX_VALUES || counts.containsKey(value);
  }

  /** Adds a value that came {@code times} times. */
  void add(double value, long times) {
    counts.merge(value, times, Long::sum);
  }

  /** It holds the last value of this record. */
  void completes(int record) {
    records.add(record);
  }

  /** The records that are complete once it is taken. */
  List<Integer> records() {
    return records;
  }

  String namespace() {
    return series.namespace();
  }

  void write(JsonBytes out) {
    out.raw("{\"MetricName\":").string(cut(series.name(), MAX_NAME));
    writeDimensions(out);
    out.raw(",\"Timestamp\":").number(second);
    writeValues(out);
    out.raw(",\"Unit\":").string(series.unit().label());
    out.raw(",\"StorageResolution\":").number((long) series.storageResolutionSeconds()).raw("}");
  }

  /** The first thirty by name, as the CloudWatch Agent; one without a value is none to AWS. */
  private void writeDimensions(JsonBytes out) {
    String separator = ",\"Dimensions\":[";
    int left = MAX_DIMENSIONS;
    for (Map.Entry<String, String> dimension : series.dimensions().entries().entrySet()) {
      if (!dimension.getValue().isBlank() && left-- > 0) {
        out.raw(separator).raw("{\"Name\":").string(cut(dimension.getKey(), MAX_NAME));
        out.raw(",\"Value\":").string(cut(dimension.getValue(), MAX_DIMENSION_VALUE)).raw("}");
        separator = ",";
      }
    }
    out.raw(separator.equals(",") ? "]" : "");
  }

  private void writeValues(JsonBytes out) {
    if (counts.size() == 1 && counts.containsValue(1L)) {
      out.raw(",\"Value\":").number(counts.keySet().iterator().next().doubleValue());
      return;
    }
    String separator = ",\"Values\":[";
    for (Double value : counts.keySet()) {
      out.raw(separator).number(value.doubleValue());
      separator = ",";
    }
    separator = "],\"Counts\":[";
    for (Long count : counts.values()) {
      out.raw(separator).number(count.longValue());
      separator = ",";
    }
    out.raw("]");
  }

  private static String cut(String text, int max) {
    return text.length() <= max ? text : text.substring(0, max);
  }
}
