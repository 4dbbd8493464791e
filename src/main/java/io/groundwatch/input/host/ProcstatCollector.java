package io.groundwatch.input.host;

import io.groundwatch.config.HostInputConfig;
import io.groundwatch.config.Measurement;
import io.groundwatch.config.ProcessSelector;
import io.groundwatch.input.host.ProcessTable.Found;
import io.groundwatch.model.Dimensions;
import io.groundwatch.pipeline.MetricSink;
import io.groundwatch.text.LinePattern;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Linux: what the processes of one entry of procstat use; {@code pid_count} is how many they are,
 * also when there is none.
 *
 * <p>As upstream, a series is told by {@code process_name} and what the entry selects by, and
 * {@code pid} is a number: each of several processes of one name has a sample of its own in it.
 * {@code cpu_usage} is percent of one core between two samples of the same process.
 */
final class ProcstatCollector implements Collector {
  private static final String LOOKUP = "procstat_lookup";
  private static final String COUNT = "pid_count";
  private static final Map<String, FieldValue<ProcessReading>> FIELDS = ProcessReading.fields();
  private static final Map<String, FieldValue<Integer>> COUNTED =
      Map.of(COUNT, FieldValue.computed(Integer::doubleValue));
  private static final int PERCENT = 100;

  private final String name;
  private final ProcessSelector selector;
  private final @Nullable LinePattern pattern;
  private final ProcessTable table;
  private final ProcProcess process;
  private final ProcFile uptime;
  private final SeriesPlan<ProcessReading> plan;
  private final SeriesGroup<Integer> count;
  private final ResourceMap<String, SeriesGroup<ProcessReading>> groups;
  private final ResourceMap<Key, Before> processes;
  private final ProcessReading reading = new ProcessReading();

  /** A number is used again; with its start it is one process. */
  private record Key(String pid, long startTicks) {}

  /** The sample before, in hundredths of a second. */
  private static final class Before {
    private long cpuTicks = Source.ABSENT;
    private long uptimeTicks;
  }

  /**
   * Publishes the measurements of {@code config}.
   *
   * @param name that tells it from other entries
   * @param table shared with the other entries
   */
  ProcstatCollector(
      String name,
      HostInputConfig config,
      String namespace,
      Dimensions base,
      HostRoots roots,
      ProcessTable table) {
    this.name = name;
    this.selector = config.process().orElseThrow();
    this.pattern =
        selector.kind() == ProcessSelector.Kind.PID_FILE
            ? null
            : LinePattern.compile(selector.text());
    this.table = table;
    List<Measurement> all = config.measurements();
    List<Measurement> each = all.stream().filter(m -> !m.field().equals(COUNT)).toList();
    List<Measurement> counted = all.stream().filter(m -> m.field().equals(COUNT)).toList();
    this.process = new ProcProcess(roots, each);
    this.uptime = new ProcFile(roots.proc("uptime"));
    this.plan = new SeriesPlan<>(namespace, base, config.publishing(config.name(), each), FIELDS);
    this.count =
        new SeriesPlan<>(namespace, base, config.publishing(LOOKUP, counted), COUNTED)
            .group(Map.of(selector.kind().dimension(), selector.text(), "pid_finder", "native"));
    this.groups = new ResourceMap<>(plan.maxResources());
    this.processes = new ResourceMap<>(plan.maxResources());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void collect(long wallNanos, MetricSink out) throws IOException {
    long uptimeTicks = uptimeTicks();
    int found = 0;
    groups.begin();
    processes.begin();
    try {
      for (Found one : find(wallNanos)) {
        if (process.read(one.pid(), reading)) {
          found++;
          publish(one, wallNanos, uptimeTicks, out);
        }
      }
    } finally {
      groups.end();
      processes.end();
      count.emit(found, SampleTimes.at(wallNanos), out);
    }
  }

  @Override
  public int leftOut() {
    return processes.leftOut() + groups.leftOut();
  }

  @Override
  public void close() throws IOException {
    uptime.close();
  }

  private List<Found> find(long wallNanos) throws IOException {
    LinePattern expression = pattern;
    if (expression == null) {
      return table.of(selector.text());
    }
    return selector.kind() == ProcessSelector.Kind.EXE
        ? table.named(expression, wallNanos)
        : table.commanded(expression, wallNanos);
  }

  private void publish(Found one, long wallNanos, long uptimeTicks, MetricSink out) {
    Before before = processes.see(new Key(one.pid(), process.startTicks()), key -> new Before());
    SeriesGroup<ProcessReading> group = before == null ? null : groups.see(one.name(), this::group);
    if (before != null && group != null) {
      reading.set("cpu_usage", usage(before, uptimeTicks));
      before.cpuTicks = process.cpuTicks();
      before.uptimeTicks = uptimeTicks;
      long age = nanos(Math.max(0, uptimeTicks - process.startTicks()));
      group.emit(reading, new SampleTimes(wallNanos, wallNanos, wallNanos - age), out);
    }
  }

  /** By the clock that runs on through a suspend, and that nobody sets. */
  private double usage(Before before, long uptimeTicks) {
    long span = uptimeTicks - before.uptimeTicks;
    long most =
        (long) SpanTracker.MAX_SPAN_INTERVALS
            * plan.intervalSeconds()
            * ProcProcess.TICKS_PER_SECOND;
    return before.cpuTicks == Source.ABSENT || span <= 0 || span > most
        ? Double.NaN
        : (double) PERCENT * (process.cpuTicks() - before.cpuTicks) / span;
  }

  private SeriesGroup<ProcessReading> group(String processName) {
    return plan.group(
        Map.of("process_name", processName, selector.kind().dimension(), selector.text()));
  }

  /** The first word of {@code /proc/uptime}: seconds with two digits (proc_uptime(5)). */
  private long uptimeTicks() throws IOException {
    uptime.load();
    uptime.nextLine();
    return Math.round(uptime.decimal() * ProcProcess.TICKS_PER_SECOND);
  }

  private static long nanos(long ticks) {
    return ticks * (TimeUnit.SECONDS.toNanos(1) / ProcProcess.TICKS_PER_SECOND);
  }
}
