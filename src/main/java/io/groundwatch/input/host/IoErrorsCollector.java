package io.groundwatch.input.host;

import io.groundwatch.config.HostInputConfig;
import io.groundwatch.model.Dimensions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Errors of disks and of the file systems on them. Of disks, what came since the sample before; of
 * file systems, how many are on record, since one is reason enough to act, however old it is.
 */
final class IoErrorsCollector {
  private static final List<String> OF_DISKS = List.of("failed", "timed_out");
  private static final List<String> OF_FILE_SYSTEMS =
      List.of("filesystem", "read", "write", "flush", "corruption", "generation");
  private static final List<ToLongFunction<IoErrorReading>> COUNTERS =
      OF_DISKS.stream().<ToLongFunction<IoErrorReading>>map(c -> r -> r.numbers().of(c)).toList();

  private static final String WHY_NONE =
      "this host has no disk and no file system of which the kernel counts errors";

  private IoErrorsCollector() {}

  /** Publishes the resources that {@code config} names. */
  static Collector of(
      HostInputConfig config,
      String namespace,
      Dimensions base,
      Source<List<IoErrorReading>> source) {
    ResourceFilter wanted = new ResourceFilter(config.resources().orElse(List.of()));
    SpanTracker<IoErrorReading> tracker =
        new SpanTracker<>(
            new SeriesPlan<>(namespace, base, config, fields()),
            IoErrorReading::dimensions,
            COUNTERS,
            0);
    return new ResourcesCollector<>(
        config.name(),
        source,
        reading -> wanted.test(reading.dimensions().getOrDefault("name", "")),
        tracker,
        WHY_NONE);
  }

  private static Map<String, FieldValue<Span<IoErrorReading>>> fields() {
    Map<String, FieldValue<Span<IoErrorReading>>> fields = new HashMap<>();
    for (String field : OF_DISKS) {
      fields.put(field, FieldValue.delta(reading -> reading.numbers().of(field)));
    }
    for (String field : OF_FILE_SYSTEMS) {
      fields.put(field, FieldValue.gauge(span -> span.now().numbers().of(field)));
    }
    return fields;
  }
}
