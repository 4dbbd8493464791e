package io.groundwatch.input.host;

import io.groundwatch.config.HostInputConfig;
import io.groundwatch.input.host.PsiReading.Stall;
import io.groundwatch.model.Dimensions;
import io.groundwatch.pipeline.MetricSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * How long tasks waited for a resource that was short: {@code some} of them, or all that had
 * something to do ({@code full}).
 */
final class PsiCollector implements Collector {
  private static final List<ToLongFunction<PsiReading>> COUNTERS =
      List.of(r -> r.some().total(), r -> r.full().total());

  private final ResourceFilter wanted;
  private final Source<List<PsiReading>> source;
  private final SpanTracker<PsiReading> tracker;
  private final Absence absence = new Absence("psi");

  /** Publishes the resources that {@code config} names. */
  PsiCollector(
      HostInputConfig config, String namespace, Dimensions base, Source<List<PsiReading>> source) {
    this.wanted = new ResourceFilter(config.resources().orElse(List.of()));
    this.source = source;
    this.tracker =
        new SpanTracker<>(
            new SeriesPlan<>(namespace, base, config, fields()), "resource", COUNTERS, 0);
  }

  @Override
  public String name() {
    return "psi";
  }

  @Override
  public void collect(long wallNanos, MetricSink out) throws IOException {
    List<PsiReading> told = source.read();
    if (told.isEmpty()) {
      absence.say("this kernel does not account for pressure (it may start with psi=1)");
      return;
    }
    absence.over();
    List<PsiReading> readings = new ArrayList<>(told);
    readings.removeIf(reading -> !wanted.test(reading.name()));
    tracker.publish(readings, wallNanos, out);
  }

  @Override
  public int leftOut() {
    return tracker.leftOut();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  private static Map<String, FieldValue<Span<PsiReading>>> fields() {
    Map<String, FieldValue<Span<PsiReading>>> fields = new HashMap<>();
    add(fields, "some", PsiReading::some);
    add(fields, "full", PsiReading::full);
    return fields;
  }

  private static void add(
      Map<String, FieldValue<Span<PsiReading>>> fields,
      String kind,
      Function<PsiReading, Stall> stall) {
    fields.put(kind + "_avg10", FieldValue.computed(s -> stall.apply(s.now()).avg10()));
    fields.put(kind + "_avg60", FieldValue.computed(s -> stall.apply(s.now()).avg60()));
    fields.put(kind + "_avg300", FieldValue.computed(s -> stall.apply(s.now()).avg300()));
    fields.put(kind + "_total", FieldValue.delta(reading -> stall.apply(reading).total()));
  }
}
