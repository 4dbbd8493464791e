package io.groundwatch.input.host;

import io.groundwatch.config.HostInputConfig;
import io.groundwatch.model.Dimensions;
import io.groundwatch.pipeline.MetricSink;
import java.io.IOException;
import java.util.Map;

/** A collector of one reading that needs none before it: each number is as it is now. */
final class PlainCollector<R> implements Collector {
  private final String name;
  private final Source<R> source;
  private final SeriesGroup<R> series;

  /**
   * Publishes the measurements of {@code config}.
   *
   * @param fields every field that the collector can measure
   */
  PlainCollector(
      HostInputConfig config,
      String namespace,
      Dimensions base,
      Map<String, FieldValue<R>> fields,
      Source<R> source) {
    this.name = config.name();
    this.source = source;
    this.series = new SeriesPlan<>(namespace, base, config, fields).group(Map.of());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void collect(long wallNanos, MetricSink out) throws IOException {
    series.emit(source.read(), SampleTimes.at(wallNanos), out);
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
