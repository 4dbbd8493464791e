package io.groundwatch.input.host;

import io.groundwatch.config.HostInputConfig;
import io.groundwatch.model.Dimensions;
import io.groundwatch.pipeline.MetricSink;
import java.io.IOException;
import java.util.Map;

/** Swap space; a host without any has zeros. */
final class SwapCollector implements Collector {
  private static final Map<String, FieldValue<SwapReading>> FIELDS =
      Map.of(
          "free", FieldValue.gauge(SwapReading::free),
          "used", FieldValue.gauge(SwapReading::used),
          "used_percent", FieldValue.computed(SwapReading::usedPercent));

  private final Source<SwapReading> source;
  private final SeriesGroup<SwapReading> series;

  /** Publishes the measurements of {@code config}. */
  SwapCollector(
      HostInputConfig config, String namespace, Dimensions base, Source<SwapReading> source) {
    this.source = source;
    this.series = new SeriesPlan<>(namespace, base, config, FIELDS).group(Map.of());
  }

  @Override
  public String name() {
    return "swap";
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
