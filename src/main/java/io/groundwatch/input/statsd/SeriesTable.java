package io.groundwatch.input.statsd;

import io.groundwatch.model.MetricSeries;
import io.groundwatch.pipeline.MetricSink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Every series that senders use. Bounded: what is not used for an hour is forgotten; past {@value
 * #MAX_SERIES}, or past {@value #MAX_BYTES} bytes of names and tags, no new one is taken, and what
 * is known goes on. One thread.
 */
final class SeriesTable {
  static final int MAX_SERIES = 10_000;
  static final int MAX_BYTES = 8 << 20;

  /** About what a series takes beside its text. */
  private static final int SERIES_BYTES = 300;

  private static final int DIMENSION_BYTES = 64;
  private static final long FORGET_NANOS = TimeUnit.HOURS.toNanos(1);

  private final SeriesNames names;
  private final List<Double> percentiles;
  private final Room room = new Room(Room.DEFAULT_BYTES);
  private final SeriesCache cache;
  private final Map<MetricSeries, Aggregate> series = new HashMap<>();
  private long bytes;
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
    long needed = bytes(one);
    if (series.size() >= MAX_SERIES || bytes + needed > MAX_BYTES) {
      return null;
    }
    bytes += needed;
    Aggregate added = new Aggregate(one, Tally.of(type, one, percentiles, room));
    series.put(one, added);
    return added;
  }

  private static long bytes(MetricSeries one) {
    long text = one.name().length();
    for (Map.Entry<String, String> each : one.dimensions().entries().entrySet()) {
      text += DIMENSION_BYTES + each.getKey().length() + each.getValue().length();
    }
    return SERIES_BYTES + text;
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
      bytes -= bytes(one.series());
    }
    if (!old.isEmpty()) {
      cache.clear();
    }
  }

  int size() {
    return series.size();
  }
}
