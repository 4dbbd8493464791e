package io.groundwatch.input.statsd;

import io.groundwatch.config.ListenAddress;
import io.groundwatch.config.StatsdConfig;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Configurations that tests share. */
final class StatsdConfigs {
  private StatsdConfigs() {}

  /** UDP at the usual intervals, dots made underscores. */
  static StatsdConfig plain() {
    return new StatsdConfig(
        new ListenAddress("127.0.0.1", 0),
        true,
        false,
        StatsdConfig.DEFAULT_COLLECTION_SECONDS,
        StatsdConfig.DEFAULT_AGGREGATION_SECONDS,
        "_",
        StatsdConfig.DEFAULT_MAX_PENDING,
        StatsdConfig.DEFAULT_RECEIVE_BUFFER_BYTES,
        List.of(),
        List.of(),
        Set.of(),
        Optional.empty());
  }

  /** The same, where events are log records. */
  static StatsdConfig withEvents() {
    StatsdConfig plain = plain();
    return new StatsdConfig(
        plain.address(),
        plain.udp(),
        plain.tcp(),
        plain.collectionSeconds(),
        plain.aggregationSeconds(),
        plain.separator(),
        plain.maxPending(),
        plain.receiveBufferBytes(),
        plain.percentiles(),
        plain.rollUps(),
        plain.dropOriginal(),
        Optional.of("events"));
  }

  /** The same, where all of the metric {@code a} is added up to one series. */
  static StatsdConfig rolledUp() {
    StatsdConfig plain = plain();
    return new StatsdConfig(
        plain.address(),
        plain.udp(),
        plain.tcp(),
        plain.collectionSeconds(),
        plain.aggregationSeconds(),
        plain.separator(),
        plain.maxPending(),
        plain.receiveBufferBytes(),
        plain.percentiles(),
        List.of(Set.of()),
        Set.of("a"),
        Optional.empty());
  }
}
