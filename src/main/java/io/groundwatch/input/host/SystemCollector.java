package io.groundwatch.input.host;

import io.groundwatch.config.HostInputConfig;
import io.groundwatch.model.Dimensions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Load averages, uptime, and what holds for the whole host; the names are those of Telegraf's
 * inputs {@code system} and {@code kernel}.
 */
final class SystemCollector {
  private static final List<String> GAUGES =
      List.of(
          "n_cpus",
          "n_users",
          "n_unique_users",
          "entropy_avail",
          "file_handles",
          "file_handles_max");
  private static final List<String> COUNTERS =
      List.of("context_switches", "interrupts", "processes_forked");

  private SystemCollector() {}

  /** Publishes the measurements of {@code config}. */
  static Collector of(
      HostInputConfig config, String namespace, Dimensions base, Source<SystemReading> source) {
    List<ToLongFunction<SystemReading>> counters =
        COUNTERS.stream().<ToLongFunction<SystemReading>>map(c -> r -> r.more().of(c)).toList();
    return new CountingCollector<>(config, namespace, base, fields(), counters, source);
  }

  private static Map<String, FieldValue<Span<SystemReading>>> fields() {
    Map<String, FieldValue<Span<SystemReading>>> fields = new HashMap<>();
    fields.put("load1", load(SystemReading::load1));
    fields.put("load5", load(SystemReading::load5));
    fields.put("load15", load(SystemReading::load15));
    fields.put("uptime", FieldValue.gauge(span -> span.now().uptimeSeconds()));
    for (String gauge : GAUGES) {
      fields.put(gauge, FieldValue.gauge(span -> span.now().more().of(gauge)));
    }
    for (String counter : COUNTERS) {
      fields.put(counter, FieldValue.delta(reading -> reading.more().of(counter)));
    }
    fields.put("file_handles_used_percent", FieldValue.computed(SystemCollector::filesPercent));
    return fields;
  }

  private static double filesPercent(Span<SystemReading> span) {
    Numbers more = span.now().more();
    return Numbers.percent(more.of("file_handles"), more.of("file_handles_max"));
  }

  private static FieldValue<Span<SystemReading>> load(ToDoubleFunction<SystemReading> average) {
    return FieldValue.computed(
        span -> {
          double load = average.applyAsDouble(span.now());
          return load < 0 ? Double.NaN : load;
        });
  }
}
