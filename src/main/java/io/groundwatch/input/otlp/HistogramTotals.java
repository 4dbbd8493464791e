package io.groundwatch.input.otlp;

import io.groundwatch.model.MetricSeries;
import io.groundwatch.model.ValueSet;
import io.groundwatch.pipeline.aggregate.Room;
import io.groundwatch.pipeline.aggregate.SeriesRoom;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What cumulative histograms had when they were sent last, so that what came since can be told.
 * Bounded by {@link SeriesRoom} and {@link Room}; one that is not sent for an hour is forgotten.
 * One thread.
 */
final class HistogramTotals {
  /** Of buckets, and of names. */
  private static final int MAX_BYTES = 3 << 20;

  private static final int BUCKET_BYTES = 64;
  private static final long FORGET_NANOS = TimeUnit.HOURS.toNanos(1);

  private final long bornNanos;
  private final Room room = new Room(MAX_BYTES);
  private final SeriesRoom seriesRoom = new SeriesRoom(MAX_BYTES);
  private final Map<MetricSeries, Last> last = new HashMap<>();
  private long lookedNanos;

  /** One of the two kinds, as it was. */
  @SuppressWarnings("ArrayRecordComponent") // kept, never compared
  private record Last(
      long[] counts, @Nullable ExponentialHistogram exponential, long timeNanos, int bytes) {}

  /**
   * What came since the last time.
   *
   * @param values empty where nothing did, or nothing can be said yet
   * @param startNanos when the last time was
   * @param full whether there was no room for it
   */
  record Since(Optional<ValueSet> values, long startNanos, boolean full) {
    private static final Since FULL = new Since(Optional.empty(), 0, true);
  }

  /**
   * @param wallNanos now: of a total that began later, all of it came since
   */
  HistogramTotals(long wallNanos) {
    this.bornNanos = wallNanos;
    this.lookedNanos = wallNanos;
  }

  /** What of a histogram came since the last time; it becomes that. */
  Since of(MetricSeries series, Histogram now, long startNanos, long timeNanos) {
    long[] counts = new long[now.buckets()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = now.bucketCount(i);
    }
    Last before = last.get(series);
    if (!put(series, new Last(counts, null, timeNanos, bytes(counts.length)))) {
      return Since.FULL;
    }
    if (before == null || anew(before.counts(), counts, before, startNanos)) {
      return first(now.values(), before, startNanos);
    }
    now.minus(before.counts());
    return new Since(now.values(), before.timeNanos(), false);
  }

  /** The same of an exponential one. */
  Since of(MetricSeries series, ExponentialHistogram now, long startNanos, long timeNanos) {
    Last before = last.get(series);
    if (!put(series, new Last(new long[0], now, timeNanos, bytes(now.buckets())))) {
      return Since.FULL;
    }
    if (before == null || startNanos > before.timeNanos()) {
      return first(now.values(), before, startNanos);
    }
    ExponentialHistogram known = before.exponential();
    Optional<ExponentialHistogram> since = known == null ? Optional.empty() : now.minus(known);
    return since.isEmpty()
        ? first(now.values(), before, startNanos)
        : new Since(since.get().values(), before.timeNanos(), false);
  }

  private static boolean anew(long[] before, long[] now, Last last, long startNanos) {
    boolean shrunk = before.length != now.length || startNanos > last.timeNanos();
    for (int i = 0; !shrunk && i < now.length; i++) {
      shrunk = now[i] < before[i];
    }
    return shrunk;
  }

  /** Of one that is not known all counts if it began here, or anew. */
  private Since first(Optional<ValueSet> all, @Nullable Last before, long startNanos) {
    boolean whole = before != null || startNanos > bornNanos;
    return new Since(whole ? all : Optional.empty(), startNanos, false);
  }

  private static int bytes(int buckets) {
    return BUCKET_BYTES * (1 + buckets);
  }

  private boolean put(MetricSeries series, Last now) {
    forget(now.timeNanos());
    Last before = last.get(series);
    if (before == null && !seriesRoom.take(series)) {
      return false;
    }
    room.giveBack(before == null ? 0 : before.bytes());
    if (!room.take(now.bytes())) {
      last.remove(series);
      seriesRoom.giveBack(series);
      return false;
    }
    last.put(series, now);
    return true;
  }

  private void forget(long nowNanos) {
    if (nowNanos - lookedNanos < FORGET_NANOS) {
      return;
    }
    lookedNanos = nowNanos;
    for (Iterator<Map.Entry<MetricSeries, Last>> all = last.entrySet().iterator();
        all.hasNext(); ) {
      Map.Entry<MetricSeries, Last> one = all.next();
      if (nowNanos - one.getValue().timeNanos() > FORGET_NANOS) {
        seriesRoom.giveBack(one.getKey());
        room.giveBack(one.getValue().bytes());
        all.remove();
      }
    }
  }
}
