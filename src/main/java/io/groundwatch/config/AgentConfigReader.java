package io.groundwatch.config;

import io.groundwatch.config.ConfigNode.Member;
import io.groundwatch.config.Fault.Severity;
import io.groundwatch.model.SignalKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads a whole document. Destinations come first, since the sections name them. With faults the
 * result is what could be read, and is not to be used.
 */
final class AgentConfigReader {
  private static final int MAX_DESTINATIONS = 256;
  private static final String DESTINATIONS = "destinations";

  private final Faults faults;
  private final DestinationNames names;

  AgentConfigReader(Faults faults) {
    this.faults = faults;
    this.names = new DestinationNames(faults);
  }

  AgentConfig read(ObjectReader document) {
    List<DestinationConfig> destinations = destinations(document);
    if (names.areNone()) {
      names.makeLogGroups();
    }
    AgentSection agent =
        document
            .object("agent")
            .map(section -> AgentReader.read(section, lanes(destinations), names))
            .orElse(AgentSection.DEFAULTS);
    MetricsReader metricsReader =
        new MetricsReader(faults, agent.metricsCollectionIntervalSeconds());
    Optional<MetricsSection> metrics =
        document.object("metrics").map(section -> metricsReader.read(section, names));
    Optional<LogsSection> logs =
        document
            .object("logs")
            .map(section -> new LogsReader(faults, names, agent.attributes()).read(section));
    checkCarried(document, "metrics", SignalKind.METRICS);
    checkCarried(document, "logs", SignalKind.LOGS);
    document.unserved(UpstreamKeys.TOP);
    document.finish(Severity.WARNING);
    List<DestinationConfig> implied =
        names.areNone() ? new ImpliedDestinations(faults).read(document) : List.of();
    return new AgentConfig(
        agent, metrics, logs, filled(destinations, agent, logs), filled(implied, agent, logs));
  }

  /** What other sections say that destinations need. */
  private static List<DestinationConfig> filled(
      List<DestinationConfig> destinations, AgentSection agent, Optional<LogsSection> logs) {
    return destinations.stream()
        .map(destination -> destination.with(filled(destination.protocol(), agent, logs)))
        .toList();
  }

  private static ProtocolConfig filled(
      ProtocolConfig protocol, AgentSection agent, Optional<LogsSection> logs) {
    ProtocolConfig.Host host = new ProtocolConfig.Host(agent.hostname(), agent.hostRoot());
    if (protocol instanceof ProtocolConfig.CloudWatch aws) {
      return new ProtocolConfig.CloudWatch(
          aws.region().or(agent::region),
          aws.dualStack(),
          aws.fips(),
          logs.map(AgentConfigReader::groups).orElse(List.of()));
    }
    if (protocol instanceof ProtocolConfig.Loki loki) {
      return new ProtocolConfig.Loki(
          loki.encoding(), loki.labels(), loki.labelsFrom(), loki.structuredMetadata(), host);
    }
    if (protocol instanceof ProtocolConfig.Elasticsearch elastic) {
      return new ProtocolConfig.Elasticsearch(elastic.index(), host);
    }
    if (protocol instanceof ProtocolConfig.Splunk splunk) {
      return new ProtocolConfig.Splunk(
          splunk.index(), splunk.sourcetype(), splunk.acknowledgement(), host);
    }
    return protocol instanceof ProtocolConfig.Otlp otlp
        ? new ProtocolConfig.Otlp(otlp.encoding(), host)
        : protocol;
  }

  private static List<ProtocolConfig.LogGroup> groups(LogsSection logs) {
    return Stream.concat(
            logs.files().stream().map(FileConfig::stream),
            logs.journals().stream().map(JournalConfig::stream))
        .filter(stream -> stream.group().isPresent())
        .map(
            stream ->
                new ProtocolConfig.LogGroup(
                    stream.group().get(),
                    stream.retentionInDays().filter(days -> days > 0),
                    stream.groupClass()))
        .filter(group -> group.retentionInDays().isPresent() || group.groupClass().isPresent())
        .distinct()
        .toList();
  }

  /** One for each destination and kind; without destinations, those of standard output. */
  private static int lanes(List<DestinationConfig> destinations) {
    int lanes = destinations.stream().mapToInt(d -> d.signals().size()).sum();
    return destinations.isEmpty() ? SignalKind.values().length : lanes;
  }

  private List<DestinationConfig> destinations(ObjectReader document) {
    List<DestinationConfig> destinations = new ArrayList<>();
    document
        .object(DESTINATIONS)
        .ifPresent(
            section -> {
              Map<String, Member> entries = section.entries();
              if (entries.isEmpty() || entries.size() > MAX_DESTINATIONS) {
                document.error(
                    DESTINATIONS,
                    entries.size()
                        + " destinations (expected: 1 to "
                        + MAX_DESTINATIONS
                        + ", or no such key for the default)");
              }
              entries.forEach((name, member) -> destination(name, member, destinations));
            });
    return destinations;
  }

  private void destination(String name, Member member, List<DestinationConfig> destinations) {
    Optional<DestinationConfig> destination = new DestinationReader(faults).read(name, member);
    destination.ifPresent(destinations::add);
    if (destination.filter(d -> d.type() == DestinationConfig.Type.CLOUDWATCH).isPresent()) {
      names.makeLogGroups();
    }
    names.add(
        name, destination.map(DestinationConfig::signals).orElse(Set.of(SignalKind.values())));
  }

  private void checkCarried(ObjectReader document, String section, SignalKind kind) {
    Optional<ConfigNode> node = document.node(section);
    if (node.isPresent() && !names.carry(kind)) {
      faults.warning(
          node.get().place(),
          "no destination takes " + kind.key() + ": nothing of this section is sent");
    }
  }
}
