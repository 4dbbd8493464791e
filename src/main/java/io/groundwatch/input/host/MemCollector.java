package io.groundwatch.input.host;

import static java.util.Map.entry;

import io.groundwatch.config.HostInputConfig;
import io.groundwatch.model.Dimensions;
import java.util.Map;

/** Physical memory. See {@link MemReading#used()} for what counts as used. */
final class MemCollector {
  private static final Map<String, FieldValue<MemReading>> FIELDS =
      Map.ofEntries(
          entry("active", FieldValue.gauge(MemReading::active)),
          entry("available", FieldValue.gauge(MemReading::available)),
          entry("available_percent", FieldValue.computed(MemReading::availablePercent)),
          entry("buffered", FieldValue.gauge(MemReading::buffered)),
          entry("cached", FieldValue.gauge(MemReading::cached)),
          entry("free", FieldValue.gauge(MemReading::free)),
          entry("inactive", FieldValue.gauge(MemReading::inactive)),
          entry("shared", FieldValue.gauge(MemReading::shared)),
          entry("total", FieldValue.gauge(MemReading::total)),
          entry("used", FieldValue.gauge(MemReading::used)),
          entry("used_percent", FieldValue.computed(MemReading::usedPercent)));

  private MemCollector() {}

  /** Publishes the measurements of {@code config}. */
  static Collector of(
      HostInputConfig config, String namespace, Dimensions base, Source<MemReading> source) {
    return new PlainCollector<>(config, namespace, base, FIELDS, source);
  }
}
