package io.groundwatch.input.statsd;

import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.MetricSeries;
import io.groundwatch.model.ValueSet;
import io.groundwatch.pipeline.MetricSink;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What one series comes to in an interval. One subclass a way of adding up; one thread. */
abstract sealed class Aggregate {
  final MetricSeries series;
  private boolean touched;
  private long touchedNanos;

  private Aggregate(MetricSeries series) {
    this.series = series;
  }

  /** That of a series of this type. */
  static Aggregate of(MetricType type, MetricSeries series, List<Double> percentiles) {
    return switch (type) {
      case COUNTER -> new Counter(series);
      case GAUGE -> new Gauge(series);
      case SET -> new Members(series);
      case TIMING, HISTOGRAM, DISTRIBUTION -> new Values(series, percentiles);
    };
  }

  /** Which kind of number the series of a type is. */
  static MetricKind kind(MetricType type) {
    return type == MetricType.COUNTER ? MetricKind.DELTA : MetricKind.GAUGE;
  }

  /** Takes the value that a line is at. */
  final void take(Line line, long nowNanos) {
    touched = true;
    touchedNanos = nowNanos;
    add(line);
  }

  /** Takes a look at what is a value only at a moment. */
  void look() {}

  /** Hands over what it came to, if anything came, and begins the next interval. */
  final void flush(long startNanos, long endNanos, MetricSink out) {
    if (touched) {
      touched = false;
      emit(startNanos, endNanos, out);
    }
  }

  /** When it last took something. */
  final long touchedNanos() {
    return touchedNanos;
  }

  abstract void add(Line line);

  abstract void emit(long startNanos, long endNanos, MetricSink out);

  /** The sum of what came, each counted for those that the sample rate left out. */
  private static final class Counter extends Aggregate {
    private double sum;

    private Counter(MetricSeries series) {
      super(series);
    }

    @Override
    void add(Line line) {
      sum += line.number() / line.rate();
    }

    @Override
    void emit(long startNanos, long endNanos, MetricSink out) {
      out.accept(new MetricSample(series, endNanos, startNanos, sum));
      sum = 0;
    }
  }

  /** The last value at each look; a signed one is added to it. */
  private static final class Gauge extends Aggregate {
    private final ValueCounts seen = new ValueCounts();
    private double last;
    private boolean changed;

    private Gauge(MetricSeries series) {
      super(series);
    }

    @Override
    void add(Line line) {
      last = line.signed() ? last + line.number() : line.number();
      changed = true;
    }

    @Override
    void look() {
      if (changed) {
        seen.add(last, 1);
        changed = false;
      }
    }

    @Override
    void emit(long startNanos, long endNanos, MetricSink out) {
      look();
      Values.emit(series, endNanos, seen.toSet(), out);
      seen.clear();
    }
  }

  /** How many different members came. */
  private static final class Members extends Aggregate {
    /** More than this are not told apart. */
    private static final int MAX_MEMBERS = 10_000;

    private final Set<Long> members = new HashSet<>();

    private Members(MetricSeries series) {
      super(series);
    }

    @Override
    void add(Line line) {
      long member = line.member();
      if (members.size() < MAX_MEMBERS) {
        members.add(member);
      }
    }

    @Override
    void emit(long startNanos, long endNanos, MetricSink out) {
      out.accept(MetricSample.gauge(series, endNanos, members.size()));
      members.clear();
    }
  }

  /** Every value with how often it came. */
  private static final class Values extends Aggregate {
    private final ValueCounts values = new ValueCounts();
    private final List<Percentile> percentiles;

    private Values(MetricSeries series, List<Double> percentiles) {
      super(series);
      this.percentiles = percentiles.stream().map(p -> Percentile.of(p, series)).toList();
    }

    @Override
    void add(Line line) {
      values.add(line.number(), Math.max(1, Math.round(1 / line.rate())));
    }

    @Override
    void emit(long startNanos, long endNanos, MetricSink out) {
      ValueSet set = values.toSet();
      emit(series, endNanos, set, out);
      percentiles.forEach(p -> out.accept(MetricSample.gauge(p.series(), endNanos, p.of(set))));
      values.clear();
    }

    static void emit(MetricSeries series, long endNanos, ValueSet set, MetricSink out) {
      out.accept(
          set.count() == 1
              ? MetricSample.gauge(series, endNanos, set.counts().firstKey())
              : MetricSample.of(series, endNanos, endNanos, set));
    }
  }
}
