package io.groundwatch.app;

import io.groundwatch.config.BatchConfig;
import io.groundwatch.config.DestinationConfig;
import io.groundwatch.input.emf.EmfContent;
import io.groundwatch.input.file.LogFeed;
import io.groundwatch.input.journal.JournalFeed;
import io.groundwatch.model.SignalKind;
import io.groundwatch.pipeline.BatchIds;
import io.groundwatch.pipeline.DropCount;
import io.groundwatch.pipeline.Lane;
import io.groundwatch.pipeline.LaneMetrics.DropReason;
import io.groundwatch.pipeline.LogBatcher;
import io.groundwatch.pipeline.MetricBatcher;
import io.groundwatch.pipeline.MetricFanout;
import io.groundwatch.pipeline.RecordFanout;
import io.groundwatch.pipeline.RecordLane;
import io.groundwatch.pipeline.aggregate.Deltas;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.telemetry.SelfMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Lanes as one input sees them: with its batchers, and what was read before it. */
final class LaneFeeds {
  private final Function<Route, Lane> lanes;
  private final Optional<Duration> flush;
  private final BatchIds ids;
  private final TimeSource time;
  private final SelfMetrics metrics;

  /**
   * Of lanes that run.
   *
   * @param flush the section's {@code force_flush_interval}
   * @param ids of the input's batches
   */
  LaneFeeds(
      Function<Route, Lane> lanes,
      Optional<Duration> flush,
      BatchIds ids,
      TimeSource time,
      SelfMetrics metrics) {
    this.lanes = lanes;
    this.flush = flush;
    this.ids = ids;
    this.time = time;
    this.metrics = metrics;
  }

  /** For lines of files. */
  LogFeed ofFiles(Route route) {
    return new LogFeed(route.lane(), batcher(route), readSoFar(route).files());
  }

  /** For records of the journal. */
  JournalFeed ofJournals(Route route) {
    return new JournalFeed(route.lane(), batcher(route), readSoFar(route).journals());
  }

  /** For records that senders have sent, which go to all of these. */
  RecordFanout ofRecords(List<Route> routes) {
    return new RecordFanout(
        routes.stream().map(r -> new RecordLane(batcher(r), blocked(r), time)).toList());
  }

  /** For samples, which go to all of these. */
  MetricFanout ofSamples(List<Route> routes) {
    return new MetricFanout(routes.stream().map(this::samples).toList());
  }

  /** The same, where totals become deltas for CloudWatch, which adds up what it is sent. */
  MetricFanout ofTotals(List<Route> routes) {
    List<MetricBatcher> batchers = new ArrayList<>();
    for (Route route : routes) {
      MetricBatcher batcher = samples(route);
      batchers.add(
          route.destination().type() == DestinationConfig.Type.CLOUDWATCH
              ? batcher.ofDeltas(
                  new Deltas(
                      time.wallNanos(),
                      metrics.counter("agent_deltas_dropped_total", "reason", "series")))
              : batcher);
    }
    return new MetricFanout(batchers);
  }

  private MetricBatcher samples(Route route) {
    return new MetricBatcher(lanes.apply(route), limits(route), ids, time, blocked(route));
  }

  /** Of lines for a lane of metrics, what is in the embedded metric format becomes metrics. */
  private LogBatcher batcher(Route route) {
    Lane lane = lanes.apply(route);
    return route.kind() == SignalKind.METRICS
        ? new LogBatcher(lane, limits(route), ids, time, new EmfContent(time, metrics))
        : new LogBatcher(lane, limits(route), ids, time);
  }

  private BatchConfig limits(Route route) {
    return route.destination().batch(route.kind(), flush);
  }

  private DropCount blocked(Route route) {
    return lanes.apply(route).metrics().dropped(DropReason.LANE_BLOCKED);
  }

  private ReadSoFar readSoFar(Route route) {
    return ReadSoFar.of(lanes.apply(route).coverage().join());
  }
}
