package io.groundwatch.input.statsd;

import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.MetricSeries;
import io.groundwatch.model.ValueSet;
import io.groundwatch.pipeline.MetricSink;
import io.groundwatch.pipeline.aggregate.Room;
import io.groundwatch.pipeline.aggregate.ValueCounts;
import java.util.List;

/** A way of adding up values, by the type of the metric. One thread. */
sealed interface Tally {
  /** Takes the value that a line is at. Returns false where there is no room for it. */
  boolean add(Line line);

  /** Takes a look at what is a value only at a moment. */
  default void look() {}

  /** Hands over what there is, and begins anew; there is something. */
  void emit(MetricSeries series, long startNanos, long endNanos, MetricSink out);

  /** That of a type; {@code room} is what all share for what they keep. */
  static Tally of(MetricType type, MetricSeries series, List<Double> percentiles, Room room) {
    return switch (type) {
      case COUNTER -> new Sum();
      case GAUGE -> new Last(room);
      case SET -> new Members(room);
      case TIMING, HISTOGRAM, DISTRIBUTION ->
          new Values(percentiles.stream().map(p -> Percentile.of(p, series)).toList(), room);
    };
  }

  /** Which kind of number a type is. */
  static MetricKind kind(MetricType type) {
    return type == MetricType.COUNTER ? MetricKind.DELTA : MetricKind.GAUGE;
  }

  private static void emit(MetricSeries series, long endNanos, ValueSet set, MetricSink out) {
    out.accept(
        set.count() == 1
            ? MetricSample.gauge(series, endNanos, set.min())
            : MetricSample.of(series, endNanos, endNanos, set));
  }

  /** The sum of what came, each counted for those that the sample rate left out. */
  final class Sum implements Tally {
    private double sum;

    @Override
    public boolean add(Line line) {
      sum += line.number() / line.rate();
      return true;
    }

    @Override
    public void emit(MetricSeries series, long startNanos, long endNanos, MetricSink out) {
      out.accept(new MetricSample(series, endNanos, startNanos, sum));
      sum = 0;
    }
  }

  /** The last value at each look; a signed one is added to it. */
  final class Last implements Tally {
    private final ValueCounts seen;
    private double last;
    private boolean changed;

    Last(Room room) {
      this.seen = new ValueCounts(room);
    }

    @Override
    public boolean add(Line line) {
      double next = line.signed() ? last + line.number() : line.number();
      last = Math.max(-ValueCounts.MAX_VALUE, Math.min(ValueCounts.MAX_VALUE, next));
      changed = true;
      return true;
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
    private final MemberSet members;

    Members(Room room) {
      this.members = new MemberSet(room);
    }

    @Override
    public boolean add(Line line) {
      return members.add(line.member());
    }

    @Override
    public void emit(MetricSeries series, long startNanos, long endNanos, MetricSink out) {
      out.accept(MetricSample.gauge(series, endNanos, members.size()));
      members.clear();
    }
  }

  /** Every value with how often it came. */
  final class Values implements Tally {
    private final ValueCounts values;
    private final List<Percentile> percentiles;

    Values(List<Percentile> percentiles, Room room) {
      this.values = new ValueCounts(room);
      this.percentiles = percentiles;
    }

    @Override
    public boolean add(Line line) {
      values.add(line.number(), Math.round(1 / line.rate()));
      return true;
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
