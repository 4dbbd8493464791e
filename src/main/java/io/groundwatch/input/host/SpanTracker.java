package io.groundwatch.input.host;

import io.groundwatch.pipeline.MetricSink;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Follows the counters of named resources from one round to the next, and publishes the span
 * between. A resource that is not seen in a round is forgotten; if it comes back it is new.
 *
 * <p>Two readings are not compared, and the newer one starts over, when the clock did not move
 * forward between them or went past several intervals (the host slept, the clock was set, the agent
 * stood still: the sum of all that time would look like a spike), or when a counter ran backwards:
 * then the resource was reset or replaced, and no difference of it means anything.
 */
final class SpanTracker<C extends Named> {
  /** Two samples in a row may fail, and the third still tells what came to pass meanwhile. */
  static final int MAX_SPAN_INTERVALS = 3;

  private final SeriesPlan<Span<C>> plan;
  private final Function<C, Map<String, String>> dimensions;
  private final List<ToLongFunction<C>> counters;
  private final long countingSinceNanos;
  private final long maxSpanNanos;
  private final ResourceMap<String, Followed<C>> followed;

  /**
   * Follows resources that {@code dimension} tells apart.
   *
   * @param counters that never run backwards but at a reset
   * @param countingSinceNanos when cumulative numbers began, in nanoseconds since the epoch
   */
  SpanTracker(
      SeriesPlan<Span<C>> plan,
      String dimension,
      List<ToLongFunction<C>> counters,
      long countingSinceNanos) {
    this(plan, reading -> Map.of(dimension, reading.name()), counters, countingSinceNanos);
  }

  /** Follows resources that have the {@code dimensions} of their first reading. */
  SpanTracker(
      SeriesPlan<Span<C>> plan,
      Function<C, Map<String, String>> dimensions,
      List<ToLongFunction<C>> counters,
      long countingSinceNanos) {
    this.plan = plan;
    this.dimensions = dimensions;
    this.counters = counters;
    this.countingSinceNanos = countingSinceNanos;
    this.maxSpanNanos = MAX_SPAN_INTERVALS * TimeUnit.SECONDS.toNanos(plan.intervalSeconds());
    this.followed = new ResourceMap<>(plan.maxResources());
  }

  /** Publishes one round: the readings of all resources that are there now. */
  void publish(List<C> readings, long wallNanos, MetricSink out) {
    followed.begin();
    for (C now : readings) {
      Followed<C> known =
          followed.see(now.name(), name -> new Followed<>(plan.group(dimensions.apply(now))));
      if (known != null) {
        publish(known, now, wallNanos, out);
      }
    }
    followed.end();
  }

  /** How many resources found no room in the last round. */
  int leftOut() {
    return followed.leftOut();
  }

  private void publish(Followed<C> known, C now, long wallNanos, MetricSink out) {
    C before = comparable(known, now, wallNanos) ? known.before : null;
    SampleTimes times = new SampleTimes(wallNanos, known.beforeNanos, countingSinceNanos);
    known.before = now;
    known.beforeNanos = wallNanos;
    known.group.emit(new Span<>(before, now), times, out);
  }

  private boolean comparable(Followed<C> known, C now, long wallNanos) {
    C before = known.before;
    long spanNanos = wallNanos - known.beforeNanos;
    if (before == null || spanNanos <= 0 || spanNanos > maxSpanNanos) {
      return false;
    }
    for (ToLongFunction<C> counter : counters) {
      if (counter.applyAsLong(now) < counter.applyAsLong(before)) {
        return false;
      }
    }
    return true;
  }

  private static final class Followed<C> {
    private final SeriesGroup<Span<C>> group;
    private @Nullable C before;
    private long beforeNanos;

    private Followed(SeriesGroup<Span<C>> group) {
      this.group = group;
    }
  }
}
