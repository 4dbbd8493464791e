package io.groundwatch.input.host;

import io.groundwatch.pipeline.MetricSink;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Follows the counters of named resources from one round to the next, and publishes the span
 * between. A resource that is not seen in a round is forgotten; if it comes back it is new.
 *
 * <p>Two readings are not compared, and the newer one starts over, when the clock did not move
 * forward between them, or when a counter ran backwards: then the resource was reset or replaced,
 * and no difference of it means anything.
 */
final class SpanTracker<C extends Named> {
  private final SeriesPlan<Span<C>> plan;
  private final String dimension;
  private final List<ToLongFunction<C>> counters;
  private final long countingSinceNanos;
  private final Map<String, Followed<C>> followed = new HashMap<>();
  private long round;

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
    this.plan = plan;
    this.dimension = dimension;
    this.counters = counters;
    this.countingSinceNanos = countingSinceNanos;
  }

  /** Publishes one round: the readings of all resources that are there now. */
  void publish(List<C> readings, long wallNanos, MetricSink out) {
    round++;
    for (C now : readings) {
      Followed<C> known =
          followed.computeIfAbsent(
              now.name(), name -> new Followed<>(plan.group(Map.of(dimension, name))));
      known.round = round;
      C before = comparable(known, now, wallNanos) ? known.before : null;
      SampleTimes times = new SampleTimes(wallNanos, known.beforeNanos, countingSinceNanos);
      known.before = now;
      known.beforeNanos = wallNanos;
      known.group.emit(new Span<>(before, now), times, out);
    }
    followed.values().removeIf(known -> known.round != round);
  }

  private boolean comparable(Followed<C> known, C now, long wallNanos) {
    C before = known.before;
    if (before == null || wallNanos <= known.beforeNanos) {
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
    private long round;

    private Followed(SeriesGroup<Span<C>> group) {
      this.group = group;
    }
  }
}
