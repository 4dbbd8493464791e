package io.groundwatch.input.host;

import io.groundwatch.config.HostInputConfig;
import io.groundwatch.model.Dimensions;
import io.groundwatch.pipeline.MetricSink;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * How systemd and the units that {@code resources} names fare. A unit that is named in full and not
 * there is published as inactive, so that an alarm on it holds.
 */
final class SystemdCollector implements Collector {
  private static final String UNIT = "unit_";
  private static final Map<String, FieldValue<Numbers>> MANAGER =
      Map.of(
          "failed_count", FieldValue.gauge(numbers -> numbers.of("failed_count")),
          "jobs_count", FieldValue.gauge(numbers -> numbers.of("jobs_count")),
          "running", FieldValue.gauge(numbers -> numbers.of("running")));
  private static final List<ToLongFunction<UnitReading>> COUNTERS =
      List.of(counter("unit_restarts"), counter("unit_cpu_time"));

  private final Source<SystemdReading> source;
  private final SeriesGroup<Numbers> manager;
  private final SpanTracker<UnitReading> units;
  private final Absence absence = new Absence("systemd");

  /** Publishes the measurements of {@code config}; those of units a series each. */
  SystemdCollector(
      HostInputConfig config, String namespace, Dimensions base, Source<SystemdReading> source) {
    this.source = source;
    HostInputConfig ofManager = config.keeping(field -> !field.startsWith(UNIT));
    HostInputConfig ofUnits = config.keeping(field -> field.startsWith(UNIT));
    this.manager = new SeriesPlan<>(namespace, base, ofManager, MANAGER).group(Map.of());
    this.units =
        new SpanTracker<>(
            new SeriesPlan<>(namespace, base, ofUnits, fields()), "unit", COUNTERS, 0);
  }

  @Override
  public String name() {
    return "systemd";
  }

  @Override
  public void collect(long wallNanos, MetricSink out) throws IOException {
    SystemdReading reading;
    try {
      reading = source.read();
    } catch (IOException e) {
      absence.say("systemd is not to be asked: " + e.getMessage());
      return;
    }
    absence.over();
    manager.emit(reading.manager(), SampleTimes.at(wallNanos), out);
    units.publish(reading.units(), wallNanos, out);
  }

  @Override
  public int leftOut() {
    return units.leftOut();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  private static Map<String, FieldValue<Span<UnitReading>>> fields() {
    Map<String, FieldValue<Span<UnitReading>>> fields = new HashMap<>();
    fields.put("unit_active", FieldValue.gauge(s -> s.now().state().isActive() ? 1 : 0));
    fields.put(
        "unit_failed", FieldValue.gauge(s -> s.now().state() == UnitReading.State.FAILED ? 1 : 0));
    fields.put("unit_state", FieldValue.gauge(s -> s.now().state().code()));
    fields.put("unit_restarts", FieldValue.delta(counter("unit_restarts")));
    fields.put("unit_memory_used", FieldValue.gauge(s -> s.now().numbers().of("unit_memory_used")));
    fields.put("unit_tasks", FieldValue.gauge(s -> s.now().numbers().of("unit_tasks")));
    fields.put("unit_cpu_time", FieldValue.delta(counter("unit_cpu_time")));
    return fields;
  }

  private static ToLongFunction<UnitReading> counter(String name) {
    return reading -> reading.numbers().of(name);
  }
}
