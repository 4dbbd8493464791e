package io.groundwatch.input.host;

import io.groundwatch.config.HostInputConfig;
import io.groundwatch.model.Dimensions;
import io.groundwatch.pipeline.MetricSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Errors of disks and of the file systems on them. Of disks, what came since the sample before; of
 * file systems, how many are on record, since one is reason enough to act, however old it is.
 */
final class IoErrorsCollector implements Collector {
  private static final List<String> OF_DISKS = List.of("failed", "timed_out");
  private static final List<String> OF_FILE_SYSTEMS =
      List.of("filesystem", "read", "write", "flush", "corruption", "generation");
  private static final List<ToLongFunction<IoErrorReading>> COUNTERS =
      OF_DISKS.stream().<ToLongFunction<IoErrorReading>>map(c -> r -> r.numbers().of(c)).toList();

  private final ResourceFilter wanted;
  private final Source<List<IoErrorReading>> source;
  private final SpanTracker<IoErrorReading> tracker;
  private final Absence absence = new Absence("io_errors");

  /** Publishes the devices that {@code config} names. */
  IoErrorsCollector(
      HostInputConfig config,
      String namespace,
      Dimensions base,
      Source<List<IoErrorReading>> source) {
    this.wanted = new ResourceFilter(config.resources().orElse(List.of()));
    this.source = source;
    this.tracker =
        new SpanTracker<>(
            new SeriesPlan<>(namespace, base, config, fields()),
            IoErrorReading::dimensions,
            COUNTERS,
            0);
  }

  @Override
  public String name() {
    return "io_errors";
  }

  @Override
  public void collect(long wallNanos, MetricSink out) throws IOException {
    List<IoErrorReading> told = source.read();
    if (told.isEmpty()) {
      absence.say("this host has no disk and no file system of which the kernel counts errors");
    } else {
      absence.over();
    }
    List<IoErrorReading> readings = new ArrayList<>(told);
    readings.removeIf(reading -> !wanted.test(reading.dimensions().getOrDefault("name", "")));
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
