package io.groundwatch.input.statsd;

import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.MetricSeries;
import io.groundwatch.model.ValueSet;
import io.groundwatch.pipeline.MetricSink;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A way of adding up values, by the type of the metric. One thread. */
sealed interface Tally {
  /** Takes the value that a line is at. */
  void add(Line line);

  /** Takes a look at what is a value only at a moment. */
  default void look() {}

  /** Hands over what there is, and begins anew; there is something. */
  void emit(MetricSeries series, long startNanos, long endNanos, MetricSink out);

  /** That of a type. */
  static Tally of(MetricType type, MetricSeries series, List<Double> percentiles) {
    return switch (type) {
      case COUNTER -> new Sum();
      case GAUGE -> new Last();
      case SET -> new Members();
      case TIMING, HISTOGRAM, DISTRIBUTION ->
          new Values(percentiles.stream().map(p -> Percentile.of(p, series)).toList());
    };
  }

  /** Which kind of number a type is. */
  static MetricKind kind(MetricType type) {
    return type == MetricType.COUNTER ? MetricKind.DELTA : MetricKind.GAUGE;
  }

  private static void emit(MetricSeries series, long endNanos, ValueSet set, MetricSink out) {
    out.accept(
        set.count() == 1
            ? MetricSample.gauge(series, endNanos, set.counts().firstKey())
            : MetricSample.of(series, endNanos, endNanos, set));
  }

  /** The sum of what came, each counted for those that the sample rate left out. */
  final class Sum implements Tally {
    private double sum;

    @Override
    public void add(Line line) {
      sum += line.number() / line.rate();
    }

    @Override
    public void emit(MetricSeries series, long startNanos, long endNanos, MetricSink out) {
      out.accept(new MetricSample(series, endNanos, startNanos, sum));
      sum = 0;
    }
  }

  /** The last value at each look; a signed one is added to it. */
  final class Last implements Tally {
    private final ValueCounts seen = new ValueCounts();
    private double last;
    private boolean changed;

    @Override
    public void add(Line line) {
      last = line.signed() ? last + line.number() : line.number();
      changed = true;
    }

    @Override
    public void look() {
      if (changed) {
        seen.add(last, 1);
        changed = false;
      }
    }

    @Override
    public void emit(MetricSeries series, long startNanos, long endNanos, MetricSink out) {
      look();
      Tally.emit(series, endNanos, seen.toSet(), out);
      seen.clear();
    }
  }

  /** How many different members came. */
  final class Members implements Tally {
    /** More than this are not told apart. */
    private static final int MAX_MEMBERS = 10_000;

    private final Set<Long> members = new HashSet<>();

    @Override
    public void add(Line line) {
      long member = line.member();
      if (members.size() < MAX_MEMBERS) {
        members.add(member);
      }
    }

    @Override
    public void emit(MetricSeries series, long startNanos, long endNanos, MetricSink out) {
      out.accept(MetricSample.gauge(series, endNanos, members.size()));
      members.clear();
    }
  }

  /** Every value with how often it came. */
  final class Values implements Tally {
    private final ValueCounts values = new ValueCounts();
    private final List<Percentile> percentiles;

    Values(List<Percentile> percentiles) {
      this.percentiles = percentiles;
    }

    @Override
    public void add(Line line) {
      values.add(line.number(), Math.max(1, Math.round(1 / line.rate())));
    }

    @Override
    public void emit(MetricSeries series, long startNanos, long endNanos, MetricSink out) {
      ValueSet set = values.toSet();
      Tally.emit(series, endNanos, set, out);
      percentiles.forEach(p -> out.accept(MetricSample.gauge(p.series(), endNanos, p.of(set))));
      values.clear();
    }
  }
}
