package io.groundwatch.input.host;

import static java.util.Map.entry;

import io.groundwatch.config.HostInputConfig;
import io.groundwatch.input.host.SocketCounts.State;
import io.groundwatch.model.Dimensions;
import java.util.Map;

/**
 * How many TCP sockets are in which state, and how many UDP sockets there are, IPv4 and IPv6
 * together. The CloudWatch Agent counts Unix sockets in {@code tcp_none} and {@code udp_socket}
 * too; these are what their names say.
 */
final class NetstatCollector {
  private static final Map<String, FieldValue<SocketCounts>> FIELDS =
      Map.ofEntries(
          tcp("tcp_close", State.CLOSE),
          tcp("tcp_close_wait", State.CLOSE_WAIT),
          tcp("tcp_closing", State.CLOSING),
          tcp("tcp_established", State.ESTABLISHED),
          tcp("tcp_fin_wait1", State.FIN_WAIT1),
          tcp("tcp_fin_wait2", State.FIN_WAIT2),
          tcp("tcp_last_ack", State.LAST_ACK),
          tcp("tcp_listen", State.LISTEN),
          tcp("tcp_none", State.NONE),
          tcp("tcp_syn_recv", State.SYN_RECV),
          tcp("tcp_syn_sent", State.SYN_SENT),
          tcp("tcp_time_wait", State.TIME_WAIT),
          entry("udp_socket", FieldValue.gauge(SocketCounts::udp)));

  private NetstatCollector() {}

  /** Publishes the measurements of {@code config}. */
  static Collector of(
      HostInputConfig config, String namespace, Dimensions base, Source<SocketCounts> source) {
    return new PlainCollector<>(config, namespace, base, FIELDS, source);
  }

  private static Map.Entry<String, FieldValue<SocketCounts>> tcp(String field, State state) {
    return entry(field, FieldValue.gauge(counts -> counts.in(state)));
  }
}
