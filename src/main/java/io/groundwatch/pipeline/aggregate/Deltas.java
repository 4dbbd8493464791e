package io.groundwatch.pipeline.aggregate;

import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.MetricSeries;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Makes of totals what was added since the one before, for a destination that adds up what it is
 * sent. Of a total that is seen for the first time nothing can be said, unless it began after this
 * did. Bounded by {@link SeriesRoom}; a total that is not sent for an hour is forgotten. One
 * thread.
 */
public final class Deltas {
  private static final int MAX_BYTES = 4 << 20;
  private static final long FORGET_NANOS = TimeUnit.HOURS.toNanos(1);

  private final long bornNanos;
  private final LongAdder refused;
  private final SeriesRoom room = new SeriesRoom(MAX_BYTES);
  private final Map<MetricSeries, Last> last = new HashMap<>();
  private long lookedNanos;

  /** The last of a total. */
  private record Last(MetricSeries series, double value, long timeNanos) {}

  /**
   * Of no totals so far.
   *
   * @param wallNanos now, in nanoseconds since the epoch
   * @param refused counts samples for whose series there is no room
   */
  public Deltas(long wallNanos, LongAdder refused) {
    this.bornNanos = wallNanos;
    this.refused = refused;
    this.lookedNanos = wallNanos;
  }

  /** What a sample comes to; what is no total comes to itself. */
  public Optional<MetricSample> of(MetricSample sample) {
    if (sample.series().kind() != MetricKind.CUMULATIVE) {
      return Optional.of(sample);
    }
    forget(sample.timeNanos());
    Last before = last.get(sample.series());
    if (before == null) {
      return first(sample);
    }
    if (sample.timeNanos() <= before.timeNanos()) {
      return Optional.empty(); // sent again, or late: the later one has it
    }
    last.put(sample.series(), new Last(before.series(), sample.value(), sample.timeNanos()));
    boolean anew = sample.startNanos() > before.timeNanos() || sample.value() < before.value();
    double added = anew ? sample.value() : sample.value() - before.value();
    return Optional.of(
        new MetricSample(before.series(), sample.timeNanos(), before.timeNanos(), added));
  }

  private Optional<MetricSample> first(MetricSample sample) {
    if (!room.take(sample.series())) {
      refused.increment();
      return Optional.empty();
    }
    MetricSeries of = sample.series();
    MetricSeries series =
        new MetricSeries(
            of.namespace(),
            of.name(),
            of.unit(),
            of.dimensions(),
            MetricKind.DELTA,
            of.intervalSeconds());
    last.put(of, new Last(series, sample.value(), sample.timeNanos()));
    return sample.startNanos() > bornNanos && sample.startNanos() < sample.timeNanos()
        ? Optional.of(
            new MetricSample(series, sample.timeNanos(), sample.startNanos(), sample.value()))
        : Optional.empty();
  }

  private void forget(long nowNanos) {
    if (nowNanos - lookedNanos < FORGET_NANOS) {
      return;
    }
    lookedNanos = nowNanos;
    for (Iterator<Last> all = last.values().iterator(); all.hasNext(); ) {
      Last one = all.next();
      if (nowNanos - one.timeNanos() > FORGET_NANOS) {
        room.giveBack(one.series());
        all.remove();
      }
    }
  }
}
