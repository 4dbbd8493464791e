package io.groundwatch.input.host;

import io.groundwatch.config.HostInputConfig;
import io.groundwatch.input.host.PsiReading.Stall;
import io.groundwatch.model.Dimensions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * How long tasks waited for a resource that was short: {@code some} of them, or all that had
 * something to do ({@code full}).
 */
final class PsiCollector {
  private static final List<ToLongFunction<PsiReading>> COUNTERS =
      List.of(r -> r.some().total(), r -> r.full().total());

  private static final String WHY_NONE =
      "this kernel does not account for pressure (it may start with psi=1)";

  private PsiCollector() {}

  /** Publishes the resources that {@code config} names. */
  static Collector of(
      HostInputConfig config, String namespace, Dimensions base, Source<List<PsiReading>> source) {
    ResourceFilter wanted = new ResourceFilter(config.resources().orElse(List.of()));
    SpanTracker<PsiReading> tracker =
        new SpanTracker<>(
            new SeriesPlan<>(namespace, base, config, fields()), "resource", COUNTERS, 0);
    return new ResourcesCollector<>(
        config.name(), source, reading -> wanted.test(reading.name()), tracker, WHY_NONE);
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
