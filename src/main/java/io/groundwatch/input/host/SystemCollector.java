package io.groundwatch.input.host;

import io.groundwatch.config.HostInputConfig;
import io.groundwatch.model.Dimensions;
import io.groundwatch.pipeline.MetricSink;
import java.io.IOException;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Load averages and uptime; the names are those of Telegraf's system input. */
final class SystemCollector implements Collector {
  private static final Map<String, FieldValue<SystemReading>> FIELDS =
      Map.of(
          "load1", load(SystemReading::load1),
          "load5", load(SystemReading::load5),
          "load15", load(SystemReading::load15),
          "uptime", FieldValue.gauge(SystemReading::uptimeSeconds));

  private final Source<SystemReading> source;
  private final SeriesGroup<SystemReading> series;

  /** Publishes the measurements of {@code config}. */
  SystemCollector(
      HostInputConfig config, String namespace, Dimensions base, Source<SystemReading> source) {
    this.source = source;
    this.series = new SeriesPlan<>(namespace, base, config, FIELDS).group(Map.of());
  }

  @Override
  public String name() {
    return "system";
  }

  @Override
  public void collect(long wallNanos, MetricSink out) throws IOException {
    series.emit(source.read(), SampleTimes.at(wallNanos), out);
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  private static FieldValue<SystemReading> load(ToDoubleFunction<SystemReading> average) {
    return FieldValue.computed(
        reading -> {
          double load = average.applyAsDouble(reading);
          return load < 0 ? Double.NaN : load;
        });
  }
}
