package io.groundwatch.config;

import io.groundwatch.config.Fault.Severity;
import java.util.Optional;

/** Reads the section {@code agent}, in which upstream tolerates unknown keys. */
final class AgentReader {
  /** As upstream: two days. */
  static final int MAX_INTERVAL_SECONDS = 172_800;

  private static final int MAX_HOSTNAME = 255;
  private static final int MAX_REGION = 64;
  private static final int MAX_LISTEN = 300;

  /** Half of what there is belongs to the lanes in equal parts: room for some large batches. */
  private static final long MIN_BYTES_A_LANE = 16L << 20;

  private AgentReader() {}

  /** Reads the section of a configuration that asks for so many lanes. */
  static AgentSection read(ObjectReader section, int lanes, DestinationNames destinations) {
    AgentSection agent =
        new AgentSection(
            section
                .integer("metrics_collection_interval", 1, MAX_INTERVAL_SECONDS)
                .orElse(AgentSection.DEFAULT_METRICS_COLLECTION_INTERVAL_SECONDS),
            section.path("state_directory"),
            section.bool("omit_hostname").orElse(false),
            section.string("hostname", 1, MAX_HOSTNAME),
            section.bool("debug").orElse(false),
            section.duration("status_interval").orElse(AgentSection.DEFAULT_STATUS_INTERVAL),
            section.string("region", 1, MAX_REGION),
            LogStreamReader.attributes(section),
            section.path("host_root"),
            section.bool("reload_on_change").orElse(false),
            monitorListen(section),
            section.object("buffer").flatMap(buffer -> maxTotalBytes(buffer, lanes)));
    destinations.targets(section, UpstreamKeys.AGENT_TARGET);
    section.unserved(UpstreamKeys.AGENT);
    section.finish(Severity.WARNING);
    return agent;
  }

  private static Optional<ListenAddress> monitorListen(ObjectReader section) {
    Optional<String> text = section.string("monitor_listen", 1, MAX_LISTEN);
    Optional<ListenAddress> address = text.flatMap(ListenAddress::parse);
    if (text.isPresent() && address.isEmpty()) {
      section.error(
          "monitor_listen",
          "%s (expected: HOST:PORT, such as 127.0.0.1:8788)".formatted(text.get()));
    }
    return address;
  }

  private static Optional<Long> maxTotalBytes(ObjectReader buffer, int lanes) {
    Optional<Long> bytes = buffer.size("max_total_bytes", 1, Long.MAX_VALUE);
    long least = MIN_BYTES_A_LANE * lanes;
    if (bytes.isPresent() && bytes.get() < least) {
      buffer.error(
          "max_total_bytes",
          "%s (expected: at least %s, which is %s for each destination and kind of signal)"
              .formatted(
                  SizeText.show(bytes.get()),
                  SizeText.show(least),
                  SizeText.show(MIN_BYTES_A_LANE)));
    }
    buffer.finish(Severity.ERROR);
    return bytes;
  }
}
