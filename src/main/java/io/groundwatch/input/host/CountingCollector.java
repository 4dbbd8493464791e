package io.groundwatch.input.host;

import io.groundwatch.config.HostInputConfig;
import io.groundwatch.model.Dimensions;
import io.groundwatch.pipeline.MetricSink;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** A collector of one reading of the whole host, some of whose numbers count up. */
final class CountingCollector<C extends Named> implements Collector {
  private final String name;
  private final Source<C> source;
  private final SpanTracker<C> tracker;

  /**
   * Publishes the measurements of {@code config}.
   *
   * @param fields every field that the collector can measure
   * @param counters that never run backwards but at a reset
   */
  CountingCollector(
      HostInputConfig config,
      String namespace,
      Dimensions base,
      Map<String, FieldValue<Span<C>>> fields,
      List<ToLongFunction<C>> counters,
      Source<C> source) {
    this.name = config.name();
    this.source = source;
    this.tracker =
        new SpanTracker<>(
            new SeriesPlan<>(namespace, base, config, fields), reading -> Map.of(), counters, 0);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void collect(long wallNanos, MetricSink out) throws IOException {
    tracker.publish(List.of(source.read()), wallNanos, out);
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
