package io.groundwatch.input.host;

import io.groundwatch.config.HostInputConfig;
import io.groundwatch.model.Dimensions;
import io.groundwatch.pipeline.MetricSink;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * How full the table of tracked connections is, and what was lost for it: a full table drops new
 * connections.
 */
final class ConntrackCollector implements Collector {
  private static final Map<String, FieldValue<Span<Numbers>>> FIELDS =
      Map.of(
          "count", FieldValue.gauge(span -> span.now().of("count")),
          "max", FieldValue.gauge(span -> span.now().of("max")),
          "used_percent",
              FieldValue.computed(
                  span -> Numbers.percent(span.now().of("count"), span.now().of("max"))),
          "drops", FieldValue.delta(reading -> reading.of("drops")),
          "early_drops", FieldValue.delta(reading -> reading.of("early_drops")),
          "insert_failed", FieldValue.delta(reading -> reading.of("insert_failed")));
  private static final List<ToLongFunction<Numbers>> COUNTERS =
      List.of(r -> r.of("drops"), r -> r.of("early_drops"), r -> r.of("insert_failed"));

  private final Source<Optional<Numbers>> source;
  private final SpanTracker<Numbers> tracker;
  private final Absence absence = new Absence("conntrack");

  /** Publishes the measurements of {@code config}. */
  ConntrackCollector(
      HostInputConfig config, String namespace, Dimensions base, Source<Optional<Numbers>> source) {
    this.source = source;
    this.tracker =
        new SpanTracker<>(
            new SeriesPlan<>(namespace, base, config, FIELDS), reading -> Map.of(), COUNTERS, 0);
  }

  @Override
  public String name() {
    return "conntrack";
  }

  @Override
  public void collect(long wallNanos, MetricSink out) throws IOException {
    Optional<Numbers> reading = source.read();
    if (reading.isEmpty()) {
      absence.say("no connections are tracked (the module nf_conntrack is not loaded)");
      return;
    }
    absence.over();
    tracker.publish(List.of(reading.get()), wallNanos, out);
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
