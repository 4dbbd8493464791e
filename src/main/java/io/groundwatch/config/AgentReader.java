package io.groundwatch.config;

import io.groundwatch.config.Fault.Severity;

/** Reads the section {@code agent}, in which upstream tolerates unknown keys. */
final class AgentReader {
  /** As upstream: two days. */
  static final int MAX_INTERVAL_SECONDS = 172_800;

  private static final int MAX_HOSTNAME = 255;
  private static final int MAX_REGION = 64;

  private AgentReader() {}

  static AgentSection read(ObjectReader section) {
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
            LogStreamReader.attributes(section));
    section.unserved(UpstreamKeys.AGENT);
    section.finish(Severity.WARNING);
    return agent;
  }
}
