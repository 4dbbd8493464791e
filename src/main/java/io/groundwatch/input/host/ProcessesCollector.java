package io.groundwatch.input.host;

import static java.util.Map.entry;

import io.groundwatch.config.HostInputConfig;
import io.groundwatch.model.Dimensions;
import java.util.Map;

/**
 * How many processes are in which state. Linux has no {@code wait}, and since 2.6 none is {@code
 * paging}.
 */
final class ProcessesCollector {
  private static final Map<String, FieldValue<ProcessCounts>> FIELDS =
      Map.ofEntries(
          entry("blocked", FieldValue.gauge(ProcessCounts::blocked)),
          entry("dead", FieldValue.gauge(ProcessCounts::dead)),
          entry("idle", FieldValue.gauge(ProcessCounts::idle)),
          entry("paging", FieldValue.gauge(ProcessCounts::paging)),
          entry("running", FieldValue.gauge(ProcessCounts::running)),
          entry("sleeping", FieldValue.gauge(ProcessCounts::sleeping)),
          entry("stopped", FieldValue.gauge(ProcessCounts::stopped)),
          entry("total", FieldValue.gauge(ProcessCounts::total)),
          entry("total_threads", FieldValue.gauge(ProcessCounts::threads)),
          entry("wait", FieldValue.gauge(ProcessCounts::waiting)),
          entry("zombies", FieldValue.gauge(ProcessCounts::zombies)));

  private ProcessesCollector() {}

  /** Publishes the measurements of {@code config}. */
  static Collector of(
      HostInputConfig config, String namespace, Dimensions base, Source<ProcessCounts> source) {
    return new PlainCollector<>(config, namespace, base, FIELDS, source);
  }
}
