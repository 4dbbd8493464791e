package io.groundwatch.input.host;

import io.groundwatch.config.HostInputConfig;
import io.groundwatch.model.Dimensions;
import java.util.Map;

/** Swap space; a host without any has zeros. */
final class SwapCollector {
  private static final Map<String, FieldValue<SwapReading>> FIELDS =
      Map.of(
          "free", FieldValue.gauge(SwapReading::free),
          "used", FieldValue.gauge(SwapReading::used),
          "used_percent", FieldValue.computed(SwapReading::usedPercent));

  private SwapCollector() {}

  /** Publishes the measurements of {@code config}. */
  static Collector of(
      HostInputConfig config, String namespace, Dimensions base, Source<SwapReading> source) {
    return new PlainCollector<>(config, namespace, base, FIELDS, source);
  }
}
