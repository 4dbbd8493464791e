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
 * Every series that senders use, found by the bytes of a line: no object is made for a line of a
 * series that is known. Bounded: what is not used for an hour is forgotten, and past {@value
 * #MAX_SERIES} no new one is taken. One thread.
 */
final class SeriesTable {
  static final int MAX_SERIES = 10_000;

  /** A sender that writes its tags in another order each time has several keys for one series. */
  private static final int MAX_KEYS = 2 * MAX_SERIES;

  /** A power of two, of which at most three quarters are used. */
  private static final int SLOTS = 1 << 15;

  private static final long FORGET_NANOS = TimeUnit.HOURS.toNanos(1);

  private final SeriesNames names;
  private final List<Double> percentiles;
  private final int multiplier;
  private final Map<MetricSeries, Aggregate> series = new HashMap<>();
  private @Nullable Entry[] slots = new Entry[64];
  private int keys;

  /** Name, type and tags as they are sent, and what they are added to. */
  private static final class Entry {
    private final int hash;
    private final MetricType type;
    private final byte[] key;
    private final Aggregate[] into;

    private Entry(int hash, Line line, Aggregate[] into) {
      this.hash = hash;
      this.type = line.type();
      this.key = line.key();
      this.into = into;
    }

    private boolean isOf(Line line, int itsHash) {
      return hash == itsHash && type == line.type() && line.isOf(key);
    }
  }

  /** Why a line is not added up. */
  enum Refusal {
    SERIES,
    TAGS
  }

  /**
   * @param multiplier odd, and unknown to senders, so that they cannot make keys that collide
   */
  SeriesTable(SeriesNames names, List<Double> percentiles, int multiplier) {
    this.names = names;
    this.percentiles = List.copyOf(percentiles);
    this.multiplier = multiplier | 1;
  }

  /** Finds what a line's values are added to; null where that is refused. */
  Aggregate @Nullable [] find(Line line) {
    int hash = line.hash(multiplier);
    int at = hash & (slots.length - 1);
    Entry entry = slots[at];
    while (entry != null) {
      if (entry.isOf(line, hash)) {
        return entry.into;
      }
      at = (at + 1) & (slots.length - 1);
      entry = slots[at];
    }
    return add(line, hash);
  }

  /** Why the last {@link #find} was refused. */
  Refusal refusal() {
    return isFull() ? Refusal.SERIES : Refusal.TAGS;
  }

  private boolean isFull() {
    return series.size() >= MAX_SERIES || keys >= MAX_KEYS;
  }

  private Aggregate @Nullable [] add(Line line, int hash) {
    if (isFull()) {
      return null;
    }
    List<MetricSeries> all = names.of(line);
    if (all.isEmpty()) {
      return null;
    }
    Aggregate[] into =
        all.stream()
            .map(
                one ->
                    series.computeIfAbsent(
                        one, s -> new Aggregate(s, Tally.of(line.type(), s, percentiles))))
            .toArray(Aggregate[]::new);
    put(new Entry(hash, line, into));
    return into;
  }

  private void put(Entry entry) {
    if (keys * 4 >= slots.length * 3 && slots.length < SLOTS) {
      resize(2 * slots.length);
    }
    insert(entry);
    keys++;
  }

  private void insert(Entry entry) {
    int at = entry.hash & (slots.length - 1);
    while (slots[at] != null) {
      at = (at + 1) & (slots.length - 1);
    }
    slots[at] = entry;
  }

  private void resize(int length) {
    @Nullable Entry[] old = slots;
    slots = new Entry[length];
    for (Entry entry : old) {
      if (entry != null) {
        insert(entry);
      }
    }
  }

  /** Notes the gauges. */
  void look() {
    series.values().forEach(Aggregate::look);
  }

  /** Hands over what all came to. */
  void flush(long startNanos, long endNanos, MetricSink out) {
    series.values().forEach(one -> one.flush(startNanos, endNanos, out));
  }

  /** Forgets what has not been used for long. */
  void forget(long nowNanos) {
    List<Aggregate> old = new ArrayList<>();
    for (Aggregate one : series.values()) {
      if (nowNanos - one.touchedNanos() > FORGET_NANOS) {
        old.add(one);
      }
    }
    if (old.isEmpty()) {
      return;
    }
    old.forEach(one -> series.remove(one.series()));
    @Nullable Entry[] before = slots;
    slots = new Entry[before.length];
    keys = 0;
    for (Entry entry : before) {
      if (entry != null && series.get(entry.into[0].series()) == entry.into[0]) {
        insert(entry);
        keys++;
      }
    }
  }

  int size() {
    return series.size();
  }
}
