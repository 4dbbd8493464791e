package io.groundwatch.config;

import io.groundwatch.config.Fault.Severity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code metrics.metrics_collected.statsd}. */
final class StatsdReader {
  private static final int MAX_TEXT = 255;
  private static final int MAX_DROPPED = 10_000;
  private static final int MAX_GROUP = 512;
  private static final int MAX_PERCENTILES = 20;
  private static final long MAX_RECEIVE_BUFFER = 1 << 30;

  private final Faults faults;
  private final List<Set<String>> rollUps;

  StatsdReader(Faults faults, List<Set<String>> rollUps) {
    this.faults = faults;
    this.rollUps = rollUps;
  }

  StatsdConfig read(ObjectReader input) {
    Set<String> transports =
        new LinkedHashSet<>(input.strings("transports", 1, 2).orElse(List.of("udp")));
    if (!Set.of("udp", "tcp").containsAll(transports)) {
      input.error("transports", "unknown transport (expected: \"udp\", \"tcp\" or both)");
    }
    StatsdConfig statsd =
        new StatsdConfig(
            address(input),
            transports.contains("udp"),
            transports.contains("tcp"),
            input
                .integer("metrics_collection_interval", 1, AgentReader.MAX_INTERVAL_SECONDS)
                .orElse(StatsdConfig.DEFAULT_COLLECTION_SECONDS),
            input
                .integer("metrics_aggregation_interval", 0, AgentReader.MAX_INTERVAL_SECONDS)
                .orElse(StatsdConfig.DEFAULT_AGGREGATION_SECONDS),
            input.string("metric_separator", 1, MAX_TEXT).orElse("_"),
            input
                .integer("allowed_pending_messages", 1, Integer.MAX_VALUE)
                .orElse(StatsdConfig.DEFAULT_MAX_PENDING),
            input
                .size("receive_buffer", 1, MAX_RECEIVE_BUFFER)
                .map(Math::toIntExact)
                .orElse(StatsdConfig.DEFAULT_RECEIVE_BUFFER_BYTES),
            percentiles(input),
            rollUps,
            Set.copyOf(input.strings("drop_original_metrics", 1, MAX_DROPPED).orElse(List.of())),
            input.string("log_group_name", 1, MAX_GROUP));
    input.unserved(UpstreamKeys.STATSD);
    input.finish(Severity.ERROR);
    return statsd;
  }

  /** As upstream writes it, {@code :8125}; without a host it is loopback here. */
  private static ListenAddress address(ObjectReader input) {
    Optional<String> text = input.string("service_address", 1, MAX_TEXT);
    Optional<ListenAddress> address =
        text.flatMap(t -> ListenAddress.parse(t.startsWith(":") ? t.substring(1) : t));
    if (text.isPresent() && address.isEmpty()) {
      input.error(
          "service_address",
          Fault.quote(text.get()) + " (expected: such as \":8125\" or \"0.0.0.0:8125\")");
    }
    return address.orElse(StatsdConfig.DEFAULT_ADDRESS);
  }

  private List<Double> percentiles(ObjectReader input) {
    List<Double> percentiles = new ArrayList<>();
    for (ConfigNode node : input.array("percentiles", 1, MAX_PERCENTILES).orElse(List.of())) {
      if (node instanceof ConfigNode.NumberNode number && isPercent(number)) {
        percentiles.add(Double.parseDouble(number.text()));
      } else {
        faults.error(node.place(), "no percentile (expected: a number above 0, up to 100)");
      }
    }
    return percentiles;
  }

  private static boolean isPercent(ConfigNode.NumberNode number) {
    double percent = Double.parseDouble(number.text());
    return percent > 0 && percent <= 100;
  }
}
