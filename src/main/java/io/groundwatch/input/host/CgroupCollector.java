package io.groundwatch.input.host;

import io.groundwatch.config.HostInputConfig;
import io.groundwatch.model.Dimensions;
import io.groundwatch.pipeline.MetricSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * What the cgroup that the agent runs in may use and uses: in a sidecar or a container its limits,
 * on a host those of its service. CPU is in percent of one CPU, as procstat's, and in percent of
 * the limit. The working set is the memory that the kernel would find hard to take back.
 */
final class CgroupCollector implements Collector {
  private static final String LIMIT = "cpu_limit_micros";
  private static final double MILLION = 1_000_000;
  private static final String IO = "io_";
  private static final List<String> GAUGES =
      List.of(
          "memory_used",
          "memory_working_set",
          "memory_anon",
          "memory_file",
          "memory_limit",
          "memory_swap_used",
          "pids_used",
          "pids_limit");
  private static final List<String> TIMES = List.of("cpu_usage", "cpu_user", "cpu_system");
  private static final List<String> COUNTERS =
      List.of(
          "cpu_periods",
          "cpu_throttled_periods",
          "cpu_throttled_time",
          "memory_high_events",
          "memory_max_events",
          "memory_oom_events",
          "memory_oom_kills",
          "pids_max_events");
  private static final List<String> IO_COUNTERS =
      List.of("io_reads", "io_writes", "io_read_bytes", "io_write_bytes");

  private final Source<Optional<CgroupReading>> source;
  private final SpanTracker<Numbers> tracker;
  private final SpanTracker<Numbers> devices;
  private final Absence absence = new Absence("cgroup");

  /** Publishes the measurements of {@code config}; those of devices a series each. */
  CgroupCollector(
      HostInputConfig config,
      String namespace,
      Dimensions base,
      Source<Optional<CgroupReading>> source) {
    this.source = source;
    HostInputConfig own = config.keeping(field -> !field.startsWith(IO));
    HostInputConfig io = config.keeping(field -> field.startsWith(IO));
    this.tracker =
        new SpanTracker<>(
            new SeriesPlan<>(namespace, base, own, fields()), r -> Map.of(), counters(), 0);
    Map<String, FieldValue<Span<Numbers>>> ioFields = new HashMap<>();
    IO_COUNTERS.forEach(c -> ioFields.put(c, FieldValue.delta(reading -> reading.of(c))));
    this.devices =
        new SpanTracker<>(
            new SeriesPlan<>(namespace, base, io, ioFields), "device", named(IO_COUNTERS), 0);
  }

  @Override
  public String name() {
    return "cgroup";
  }

  @Override
  public void collect(long wallNanos, MetricSink out) throws IOException {
    Optional<CgroupReading> reading = source.read();
    if (reading.isEmpty()) {
      absence.say("the cgroup that the agent runs in is not seen, or no controller counts there");
      return;
    }
    absence.over();
    tracker.publish(List.of(reading.get().numbers()), wallNanos, out);
    devices.publish(reading.get().devices(), wallNanos, out);
  }

  @Override
  public int leftOut() {
    return devices.leftOut();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  private static List<ToLongFunction<Numbers>> counters() {
    List<ToLongFunction<Numbers>> counters = new ArrayList<>(named(COUNTERS));
    counters.addAll(named(TIMES));
    return counters;
  }

  private static List<ToLongFunction<Numbers>> named(List<String> names) {
    return names.stream().<ToLongFunction<Numbers>>map(name -> r -> r.of(name)).toList();
  }

  private static Map<String, FieldValue<Span<Numbers>>> fields() {
    Map<String, FieldValue<Span<Numbers>>> fields = new HashMap<>();
    GAUGES.forEach(g -> fields.put(g, FieldValue.gauge(span -> span.now().of(g))));
    COUNTERS.forEach(c -> fields.put(c, FieldValue.delta(reading -> reading.of(c))));
    TIMES.forEach(t -> fields.put(t, FieldValue.computed(span -> ofOneCpu(span, t))));
    fields.put("cpu_limit", FieldValue.computed(span -> limit(span.now())));
    fields.put(
        "cpu_used_percent",
        FieldValue.computed(span -> ofOneCpu(span, "cpu_usage") / limit(span.now())));
    fields.put("cpu_throttled_percent", FieldValue.computed(CgroupCollector::throttledPercent));
    fields.put("memory_used_percent", percent("memory_used", "memory_limit"));
    fields.put("memory_working_set_percent", percent("memory_working_set", "memory_limit"));
    fields.put("pids_used_percent", percent("pids_used", "pids_limit"));
    return fields;
  }

  private static FieldValue<Span<Numbers>> percent(String part, String whole) {
    return FieldValue.computed(span -> Numbers.percent(span.now().of(part), span.now().of(whole)));
  }

  private static double ofOneCpu(Span<Numbers> span, String time) {
    return Numbers.percent(span.growth(r -> r.of(time)), span.growth(r -> r.of(OwnCgroup.AT)));
  }

  /** In CPUs; NaN where there is no limit. */
  private static double limit(Numbers now) {
    long limit = now.of(LIMIT);
    return limit <= 0 ? Double.NaN : limit / MILLION;
  }

  /** Of a hundred periods in which it wanted to run, those that it did not finish. */
  private static double throttledPercent(Span<Numbers> span) {
    long periods = span.growth(reading -> reading.of("cpu_periods"));
    long throttled = span.growth(reading -> reading.of("cpu_throttled_periods"));
    boolean idle = periods == 0 && !Double.isNaN(limit(span.now()));
    return idle ? 0 : Numbers.percent(throttled, periods);
  }
}
