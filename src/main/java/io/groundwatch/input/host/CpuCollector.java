package io.groundwatch.input.host;

import static java.util.Map.entry;

import io.groundwatch.config.HostInputConfig;
import io.groundwatch.model.Dimensions;
import io.groundwatch.model.MetricKind;
import io.groundwatch.pipeline.MetricSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * CPU time: {@code usage_*} as percent of the time between two samples, {@code time_*} in seconds
 * since boot.
 *
 * <p>As Telegraf's cpu input: the whole is user + system + nice + iowait + irq + softirq + steal +
 * idle; active is the whole without idle; {@code usage_user} and {@code usage_nice} leave guest
 * time out, while {@code time_user} and {@code time_nice} keep it. A share outside 0 to 100, as
 * when the kernel takes back iowait, is not published.
 */
final class CpuCollector implements Collector {
  private static final double MILLIS_PER_SECOND = 1000;
  private static final Map<String, FieldValue<Span<CpuTicks>>> FIELDS =
      Map.ofEntries(
          entry("usage_active", share(CpuTicks::active)),
          entry("usage_guest", share(CpuTicks::guest)),
          entry("usage_guest_nice", share(CpuTicks::guestNice)),
          entry("usage_idle", share(CpuTicks::idle)),
          entry("usage_iowait", share(CpuTicks::iowait)),
          entry("usage_irq", share(CpuTicks::irq)),
          entry("usage_nice", share(CpuTicks::niceAlone)),
          entry("usage_softirq", share(CpuTicks::softirq)),
          entry("usage_steal", share(CpuTicks::steal)),
          entry("usage_system", share(CpuTicks::system)),
          entry("usage_user", share(CpuTicks::userAlone)),
          entry("time_active", seconds(CpuTicks::active)),
          entry("time_guest", seconds(CpuTicks::guest)),
          entry("time_guest_nice", seconds(CpuTicks::guestNice)),
          entry("time_idle", seconds(CpuTicks::idle)),
          entry("time_iowait", seconds(CpuTicks::iowait)),
          entry("time_irq", seconds(CpuTicks::irq)),
          entry("time_nice", seconds(CpuTicks::nice)),
          entry("time_softirq", seconds(CpuTicks::softirq)),
          entry("time_steal", seconds(CpuTicks::steal)),
          entry("time_system", seconds(CpuTicks::system)),
          entry("time_user", seconds(CpuTicks::user)));

  private final boolean total;
  private final boolean each;
  private final Source<List<CpuTicks>> source;
  private final SpanTracker<CpuTicks> tracker;

  /** Publishes the total, each CPU, or both, as {@code config} says. */
  CpuCollector(
      HostInputConfig config,
      String namespace,
      Dimensions base,
      Source<List<CpuTicks>> source,
      long bootNanos) {
    this.total = config.totalCpu();
    this.each = config.resources().isPresent();
    this.source = source;
    this.tracker =
        new SpanTracker<>(
            new SeriesPlan<>(namespace, base, config, FIELDS),
            "cpu",
            List.of(CpuTicks::total),
            bootNanos);
  }

  @Override
  public String name() {
    return "cpu";
  }

  @Override
  public void collect(long wallNanos, MetricSink out) throws IOException {
    List<CpuTicks> wanted = new ArrayList<>();
    for (CpuTicks cpu : source.read()) {
      if (cpu.name().equals(CpuTicks.TOTAL) ? total : each) {
        wanted.add(cpu);
      }
    }
    tracker.publish(wanted, wallNanos, out);
  }

  @Override
  public int leftOut() {
    return tracker.leftOut();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  private static FieldValue<Span<CpuTicks>> share(ToLongFunction<CpuTicks> state) {
    return FieldValue.computed(
        span -> {
          long whole = span.growth(CpuTicks::total);
          if (whole <= 0 || state.applyAsLong(span.now()) == Source.ABSENT) {
            return Double.NaN;
          }
          double percent = 100.0 * span.growth(state) / whole;
          return percent >= 0 && percent <= 100 ? percent : Double.NaN;
        });
  }

  private static FieldValue<Span<CpuTicks>> seconds(ToLongFunction<CpuTicks> state) {
    return new FieldValue<>(
        MetricKind.CUMULATIVE,
        span -> {
          long millis = state.applyAsLong(span.now());
          return millis == Source.ABSENT ? Double.NaN : millis / MILLIS_PER_SECOND;
        });
  }
}
