package io.groundwatch.output.prometheus;

import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.ValueSet;
import io.groundwatch.telemetry.PrometheusText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a page shows of one series. A scrape comes when it likes, so that what counts an interval is
 * added up here: a delta becomes a counter, and several values become a summary, whose quantiles
 * are those of the newest. Owned by {@link ScrapePage}.
 */
final class ScrapedSeries {
  /** 0 and 1 are the least and the greatest. */
  private static final double[] QUANTILES = {0, 0.5, 0.9, 0.99, 1};

  private static final double PERCENT = 100;

  private final String name;
  private final String labels;
  private final String unit;
  private final Type type;
  private final boolean adds;
  private double value;
  private long count;
  private @Nullable ValueSet newest;
  private long endNanos;

  /** The types of the text format that there are here. */
  enum Type {
    GAUGE("gauge"),
    COUNTER("counter"),
    SUMMARY("summary");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /**
   * Without a sample yet.
   *
   * @param labels as the format has them, without braces
   */
  ScrapedSeries(String name, String labels, String unit, MetricSample first) {
    this.name = name;
    this.labels = labels;
    this.unit = unit;
    this.type = type(first);
    this.adds = first.series().kind() != MetricKind.CUMULATIVE;
  }

  static Type type(MetricSample sample) {
    if (sample.set().isPresent()) {
      return Type.SUMMARY;
    }
    return sample.series().kind() == MetricKind.GAUGE ? Type.GAUGE : Type.COUNTER;
  }

  String name() {
    return name;
  }

  String unit() {
    return unit;
  }

  Type type() {
    return type;
  }

  /** For how long it is shown if nothing is heard of it; not above 0 where it is no more. */
  long restNanos(long nowNanos) {
    return endNanos - nowNanos;
  }

  /**
   * Takes a sample of its type.
   *
   * @param endNanos until when it is shown
   */
  void take(MetricSample sample, long endNanos) {
    this.endNanos = endNanos;
    Optional<ValueSet> set = sample.set();
    if (set.isPresent()) {
      newest = set.get();
      count = set.get().count() + (adds ? count : 0);
      value = set.get().sum() + (adds ? value : 0);
    } else {
      value = sample.value() + (adds && type == Type.COUNTER ? value : 0);
    }
  }

  void write(StringBuilder text) {
    if (newest == null) {
      line(text, "", "", PrometheusText.number(value));
      return;
    }
    for (double quantile : QUANTILES) {
      double at = quantile == 0 ? newest.min() : newest.percentile(quantile * PERCENT);
      String label = "quantile=\"" + PrometheusText.number(quantile) + "\"";
      line(text, "", label, PrometheusText.number(at));
    }
    line(text, "_sum", "", PrometheusText.number(value));
    line(text, "_count", "", Long.toString(count));
  }

  private void line(StringBuilder text, String suffix, String label, String number) {
    text.append(name).append(suffix);
    if (!labels.isEmpty() || !label.isEmpty()) {
      String comma = labels.isEmpty() || label.isEmpty() ? "" : ",";
      text.append('{').append(labels).append(comma).append(label).append('}');
    }
    text.append(' ').append(number).append('\n');
  }
}
