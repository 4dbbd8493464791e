package io.groundwatch.input.host;

import static java.util.Map.entry;

import io.groundwatch.config.HostInputConfig;
import io.groundwatch.model.Dimensions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * How TCP fares, over IPv4 and IPv6 together: what was sent again, and what a full listen queue or
 * lack of memory turned away. The counters are the kernel's, of the agent's network namespace.
 */
final class TcpCollector {
  private static final Map<String, String> COUNTERS =
      Map.ofEntries(
          entry("active_opens", "TcpActiveOpens"),
          entry("passive_opens", "TcpPassiveOpens"),
          entry("attempt_fails", "TcpAttemptFails"),
          entry("established_resets", "TcpEstabResets"),
          entry("segments_recv", "TcpInSegs"),
          entry("segments_sent", "TcpOutSegs"),
          entry("resets_sent", "TcpOutRsts"),
          entry("err_in", "TcpInErrs"),
          entry("retransmits", "TcpRetransSegs"),
          entry("timeouts", "TcpExtTCPTimeouts"),
          entry("listen_overflows", "TcpExtListenOverflows"),
          entry("listen_drops", "TcpExtListenDrops"),
          entry("backlog_drops", "TcpExtTCPBacklogDrop"),
          entry("receive_queue_drops", "TcpExtTCPRcvQDrop"),
          entry("memory_aborts", "TcpExtTCPAbortOnMemory"),
          entry("syncookies_sent", "TcpExtSyncookiesSent"));

  private TcpCollector() {}

  /** Publishes the measurements of {@code config}. */
  static Collector of(
      HostInputConfig config, String namespace, Dimensions base, Source<Numbers> source) {
    List<ToLongFunction<Numbers>> counters =
        COUNTERS.values().stream().<ToLongFunction<Numbers>>map(c -> r -> r.of(c)).toList();
    return new CountingCollector<>(config, namespace, base, fields(), counters, source);
  }

  private static Map<String, FieldValue<Span<Numbers>>> fields() {
    Map<String, FieldValue<Span<Numbers>>> fields = new HashMap<>();
    COUNTERS.forEach((field, c) -> fields.put(field, FieldValue.delta(r -> r.of(c))));
    fields.put("established", FieldValue.gauge(span -> span.now().of("TcpCurrEstab")));
    fields.put("retransmit_percent", FieldValue.computed(TcpCollector::retransmitPercent));
    return fields;
  }

  /** Of a hundred segments that were sent, new or again; 0 where none was. */
  private static double retransmitPercent(Span<Numbers> span) {
    long again = span.growth(reading -> reading.of("TcpRetransSegs"));
    long sent = span.growth(reading -> reading.of("TcpOutSegs"));
    // TcpOutSegs leaves out those that hold only octets sent before (RFC 4022).
    return again == 0 ? 0 : Numbers.percent(again, again + sent);
  }
}
