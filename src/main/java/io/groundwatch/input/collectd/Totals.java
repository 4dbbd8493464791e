package io.groundwatch.input.collectd;

import io.groundwatch.config.CollectdConfig;
import io.groundwatch.input.collectd.Refusals.Reason;
import io.groundwatch.model.MetricSeries;
import io.groundwatch.pipeline.MetricSink;
import io.groundwatch.pipeline.aggregate.Room;
import io.groundwatch.pipeline.aggregate.SeriesRoom;
import io.groundwatch.pipeline.aggregate.ValueCounts;
import io.groundwatch.runtime.TimeSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Every series that senders use, and what its numbers come to. Bounded by {@link SeriesRoom}; what
 * is not used for an hour is forgotten. One thread.
 */
final class Totals {
  private static final long FORGET_NANOS = TimeUnit.HOURS.toNanos(1);

  private final SeriesNames names;
  private final boolean atOnce;
  private final TimeSource time;
  private final Refusals refusals;
  private final LongAdder taken;
  private final Room room = new Room(Room.DEFAULT_BYTES);
  private final SeriesRoom seriesRoom = new SeriesRoom();
  private final Map<MetricSeries, Total> totals = new HashMap<>();

  /**
   * @param taken counts values
   */
  Totals(
      SeriesNames names,
      CollectdConfig config,
      TimeSource time,
      Refusals refusals,
      LongAdder taken) {
    this.names = names;
    this.atOnce = config.aggregationSeconds() == 0;
    this.time = time;
    this.refusals = refusals;
    this.taken = taken;
  }

  /** Takes a list of values; hands them over at once where nothing is put together. */
  void add(Parts parts, MetricSink out) {
    List<String> sources = names.sources(parts);
    long at = parts.timeNanos == 0 ? time.wallNanos() : parts.timeNanos;
    for (int i = 0; i < parts.count(); i++) {
      double number = parts.number(i);
      if (!(Math.abs(number) <= ValueCounts.MAX_VALUE)) { // NaN neither
        refusals.add(Reason.VALUE);
        continue;
      }
      List<MetricSeries> all = names.of(parts, sources.get(i), parts.kind(i).metricKind());
      if (all == null) {
        refusals.add(Reason.DIMENSIONS);
        continue;
      }
      taken.increment();
      for (MetricSeries series : all) {
        add(series, number, at, out);
      }
    }
  }

  private void add(MetricSeries series, double number, long atNanos, MetricSink out) {
    Total total = find(series);
    if (total == null) {
      refusals.add(Reason.SERIES);
      return;
    }
    total.add(number, atNanos, time.nanos());
    if (atOnce) {
      total.emit(atNanos - TimeUnit.SECONDS.toNanos(series.intervalSeconds()), atNanos, out);
    }
  }

  private @Nullable Total find(MetricSeries series) {
    Total known = totals.get(series);
    if (known != null || !seriesRoom.take(series)) {
      return known;
    }
    Total added = new Total(series, room);
    totals.put(series, added);
    return added;
  }

  /** Hands over what all came to. */
  void flush(long startNanos, long endNanos, MetricSink out) {
    totals.values().forEach(total -> total.emit(startNanos, endNanos, out));
  }

  /** Forgets what has not been used for long, after {@link #flush}. */
  void forget() {
    long now = time.nanos();
    for (Iterator<Total> all = totals.values().iterator(); all.hasNext(); ) {
      Total total = all.next();
      if (now - total.touchedNanos() > FORGET_NANOS) {
        seriesRoom.giveBack(total.series());
        all.remove();
      }
    }
  }

  int size() {
    return totals.size();
  }
}
