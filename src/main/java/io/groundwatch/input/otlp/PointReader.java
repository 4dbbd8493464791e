package io.groundwatch.input.otlp;

import io.groundwatch.codec.DamagedMessageException;
import io.groundwatch.codec.ProtoCursor;
import io.groundwatch.pipeline.AttributeSet;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the fields of one data point, whichever kind it is. Used again for each; one thread. */
final class PointReader {
  private static final int START = 2;
  private static final int TIME = 3;

  /** Of a summary, as many as anybody looks at. */
  private static final int MAX_QUANTILES = 100;

  private final ProtoCursor fields = new ProtoCursor();
  private final Histogram histogram = new Histogram();
  private final Map<String, Double> quantiles = new LinkedHashMap<>();
  private ExponentialHistogram exponential = new ExponentialHistogram();
  private long startNanos;
  private long timeNanos;
  private long flags;
  private double number;

  /**
   * Reads the point that {@code points} is at.
   *
   * @param data the field of {@code Metric} that it is in, which says what kind it is
   */
  void read(ProtoCursor points, int data, AttributeSet attributes, Attributes reader)
      throws DamagedMessageException {
    histogram.clear();
    exponential = new ExponentialHistogram();
    quantiles.clear();
    startNanos = 0;
    timeNanos = 0;
    flags = 0;
    number = 0;
    fields.of(points);
    while (fields.next()) {
      switch (fields.field()) {
        case START -> startNanos = fields.number();
        case TIME -> timeNanos = fields.number();
        default -> {
          switch (data) {
            case 9 -> histogramField(attributes, reader);
            case 10 -> exponentialField(attributes, reader);
            case 11 -> summaryField(attributes, reader);
            default -> numberField(attributes, reader);
          }
        }
      }
    }
  }

  private void numberField(AttributeSet attributes, Attributes reader)
      throws DamagedMessageException {
    switch (fields.field()) {
      case 4 -> number = fields.real();
      case 6 -> number = fields.number();
      case 7 -> reader.add(fields, attributes);
      case 8 -> flags = fields.number();
      default -> {
        // exemplars
      }
    }
  }

  private void histogramField(AttributeSet attributes, Attributes reader)
      throws DamagedMessageException {
    switch (fields.field()) {
      case 4 -> histogram.count = fields.number();
      case 5 -> histogram.sum = fields.real();
      case 6 -> fields.numbers(true, histogram::bucket);
      case 7 -> fields.numbers(true, bits -> histogram.bound(Double.longBitsToDouble(bits)));
      case 9 -> reader.add(fields, attributes);
      case 10 -> flags = fields.number();
      case 11 -> histogram.min = fields.real();
      case 12 -> histogram.max = fields.real();
      default -> {
        // exemplars
      }
    }
  }

  private void exponentialField(AttributeSet attributes, Attributes reader)
      throws DamagedMessageException {
    switch (fields.field()) {
      case 1 -> reader.add(fields, attributes);
      case 6 -> exponential.scale(fields.signed());
      case 7 -> exponential.zero(fields.number());
      case 8 -> buckets(true);
      case 9 -> buckets(false);
      case 10 -> flags = fields.number();
      default -> {
        // count and sum follow from the buckets; exemplars
      }
    }
  }

  private void buckets(boolean above) throws DamagedMessageException {
    ProtoCursor buckets = new ProtoCursor().of(fields);
    int offset = buckets.next(1) ? buckets.signed() : 0;
    int[] index = {offset};
    buckets.of(fields);
    while (buckets.next(2)) {
      buckets.numbers(false, count -> exponential.bucket(above, index[0]++, count));
    }
  }

  private void summaryField(AttributeSet attributes, Attributes reader)
      throws DamagedMessageException {
    switch (fields.field()) {
      case 4 -> histogram.count = fields.number();
      case 5 -> histogram.sum = fields.real();
      case 6 -> quantile();
      case 7 -> reader.add(fields, attributes);
      case 8 -> flags = fields.number();
      default -> {
        // of later versions
      }
    }
  }

  private void quantile() throws DamagedMessageException {
    ProtoCursor within = new ProtoCursor().of(fields);
    double quantile = 0;
    double value = 0;
    while (within.next()) {
      if (within.field() == 1) {
        quantile = within.real();
      } else if (within.field() == 2) {
        value = within.real();
      }
    }
    if (quantiles.size() < MAX_QUANTILES) {
      quantiles.put(Double.toString(quantile), value);
    }
  }

  /** Since when it counts, in nanoseconds since the epoch; 0 = not said. */
  long startNanos() {
    return startNanos;
  }

  /** When it was measured; 0 = not said. */
  long timeNanos() {
    return timeNanos;
  }

  long flags() {
    return flags;
  }

  double number() {
    return number;
  }

  /** Of a histogram; of a summary, its count and sum alone. */
  Histogram histogram() {
    return histogram;
  }

  ExponentialHistogram exponential() {
    return exponential;
  }

  /** Of a summary. */
  Map<String, Double> quantiles() {
    return quantiles;
  }
}
