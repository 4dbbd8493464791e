package io.groundwatch.input.host;

import io.groundwatch.config.HostInputConfig;
import io.groundwatch.model.Dimensions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * How UDP fares, over IPv4 and IPv6 together: above all, what was lost because a program did not
 * take it in time ({@code receive_buffer_errors}), as happens to busy StatsD and syslog servers.
 */
final class UdpCollector {
  private static final Map<String, String> COUNTERS =
      Map.of(
          "datagrams_recv", "InDatagrams",
          "datagrams_sent", "OutDatagrams",
          "no_ports", "NoPorts",
          "err_in", "InErrors",
          "receive_buffer_errors", "RcvbufErrors",
          "send_buffer_errors", "SndbufErrors");

  private UdpCollector() {}

  /** Publishes the measurements of {@code config}. */
  static Collector of(
      HostInputConfig config, String namespace, Dimensions base, Source<Numbers> source) {
    Map<String, FieldValue<Span<Numbers>>> fields = new HashMap<>();
    COUNTERS.forEach((field, c) -> fields.put(field, FieldValue.delta(both(c))));
    List<ToLongFunction<Numbers>> counters =
        COUNTERS.values().stream().map(UdpCollector::both).toList();
    return new CountingCollector<>(config, namespace, base, fields, counters, source);
  }

  private static ToLongFunction<Numbers> both(String counter) {
    return reading -> {
      long four = reading.of("Udp" + counter);
      long six = reading.of("Udp6" + counter);
      return four == Source.ABSENT ? six : four + Math.max(0, six);
    };
  }
}
