package io.groundwatch.input.statsd;

import io.groundwatch.model.MetricSeries;
import io.groundwatch.pipeline.MetricSink;
import io.groundwatch.pipeline.aggregate.Room;
import io.groundwatch.pipeline.aggregate.SeriesRoom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Every series that senders use. Bounded by {@link SeriesRoom}; what is not used for an hour is
 * forgotten. One thread.
 */
final class SeriesTable {
  private static final long FORGET_NANOS = TimeUnit.HOURS.toNanos(1);

  private final SeriesNames names;
  private final List<Double> percentiles;
  private final Room room = new Room(Room.DEFAULT_BYTES);
  private final SeriesCache cache;
  private final Map<MetricSeries, Aggregate> series = new HashMap<>();
  private final SeriesRoom seriesRoom = new SeriesRoom();
  private Refusal refusal = Refusal.SERIES;

  /** Why a line is not added up. */
  enum Refusal {
    SERIES,
    TAGS
  }

  /**
   * @param multiplier unknown to senders, so that they cannot make keys that collide
   */
  SeriesTable(SeriesNames names, List<Double> percentiles, int multiplier) {
    this.names = names;
    this.percentiles = List.copyOf(percentiles);
    this.cache = new SeriesCache(multiplier);
  }

  /** Finds what a line's values are added to, which may be nothing; null where that is refused. */
  Aggregate @Nullable [] find(Line line) {
    Aggregate[] known = cache.get(line);
    return known == null ? findByName(line) : known;
  }

  /** Why the last {@link #find} was refused. */
  Refusal refusal() {
    return refusal;
  }

  private Aggregate @Nullable [] findByName(Line line) {
    List<MetricSeries> all = names.of(line);
    if (all == null) {
      refusal = Refusal.TAGS;
      return null;
    }
    Aggregate[] into = new Aggregate[all.size()];
    for (int i = 0; i < into.length; i++) {
      Aggregate known = series.get(all.get(i));
      Aggregate found = known == null ? add(line.type(), all.get(i)) : known;
      if (found == null) {
        refusal = Refusal.SERIES;
        return null;
      }
      into[i] = found;
    }
    cache.put(line, into);
    return into;
  }

  private @Nullable Aggregate add(MetricType type, MetricSeries one) {
    if (!seriesRoom.take(one)) {
      return null;
    }
    Aggregate added = new Aggregate(one, Tally.of(type, one, percentiles, room));
    series.put(one, added);
    return added;
  }

  /** Notes the gauges. */
  void look() {
    series.values().forEach(Aggregate::look);
  }

  /** Hands over what all came to. */
  void flush(long startNanos, long endNanos, MetricSink out) {
    series.values().forEach(one -> one.flush(startNanos, endNanos, out));
  }

  /** Forgets what has not been used for long, after {@link #flush}. */
  void forget(long nowNanos) {
    List<Aggregate> old = new ArrayList<>();
    for (Aggregate one : series.values()) {
      if (nowNanos - one.touchedNanos() > FORGET_NANOS) {
        old.add(one);
      }
    }
    for (Aggregate one : old) {
      series.remove(one.series());
      seriesRoom.giveBack(one.series());
    }
    if (!old.isEmpty()) {
      cache.clear();
    }
  }

  int size() {
    return series.size();
  }
}
