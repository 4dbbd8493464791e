package io.groundwatch.app;

import io.groundwatch.config.AgentSection;
import io.groundwatch.config.DimensionPlaceholders;
import io.groundwatch.config.HostInputConfig;
import io.groundwatch.config.MetricsSection;
import io.groundwatch.input.host.HostRoots;
import io.groundwatch.input.identity.AwaitedIdentity;
import io.groundwatch.input.identity.CloudLookup;
import io.groundwatch.input.identity.HostFacts;
import io.groundwatch.input.identity.IdentifiedSink;
import io.groundwatch.input.identity.Identity;
import io.groundwatch.pipeline.MetricSink;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.runtime.Worker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts between an input of samples and its lanes what fills in the placeholders of {@code
 * append_dimensions}, and beside it what asks the cloud for them; nothing where there are none.
 */
final class WhoIsHost {
  private final MetricsSection section;
  private final @Nullable String hostname;
  private final Set<String> used;
  private final Identity identity;
  private final Optional<CloudLookup> cloud;
  private final TimeSource time;

  private WhoIsHost(
      MetricsSection section,
      @Nullable String hostname,
      Set<String> used,
      Identity identity,
      Optional<CloudLookup> cloud,
      TimeSource time) {
    this.section = section;
    this.hostname = hostname;
    this.used = used;
    this.identity = identity;
    this.cloud = cloud;
    this.time = time;
  }

  /** Reads what this host's files tell of the placeholders of {@code section}. */
  static WhoIsHost of(
      MetricsSection section,
      AgentSection agent,
      String hostname,
      Map<String, String> environment,
      TimeSource time,
      RandomGenerator random) {
    Set<String> used = used(section);
    Map<String, String> facts = Map.of();
    if (!used.isEmpty()) {
      Path hostRoot = HostRoots.of(agent.hostRoot(), environment).root();
      facts = new HostFacts(hostRoot, Path.of("/"), environment).read(hostname);
      facts.keySet().retainAll(used);
    }
    Set<String> ofClouds = CloudLookup.among(used);
    Identity identity = new Identity(facts, ofClouds.isEmpty());
    Optional<CloudLookup> cloud =
        ofClouds.isEmpty()
            ? Optional.empty()
            : Optional.of(CloudLookup.of(identity, ofClouds, environment, time, random));
    String dimension = agent.omitHostname() ? null : hostname;
    return new WhoIsHost(section, dimension, used, identity, cloud, time);
  }

  /** Where the input hands its samples, so that they come to {@code out}. */
  MetricSink sink(MetricSink out) {
    return used.isEmpty()
        ? out
        : new IdentifiedSink(identity, hostname, section.appendDimensions(), out);
  }

  /** The workers that {@code input} takes. */
  List<Worker> workers(Worker input) {
    return cloud
        .<List<Worker>>map(lookup -> List.of(new AwaitedIdentity(input, identity, time), lookup))
        .orElseGet(() -> List.of(input));
  }

  private static Set<String> used(MetricsSection section) {
    Set<String> used = new TreeSet<>();
    Stream.concat(
            Stream.of(section.appendDimensions()),
            section.inputs().stream().map(HostInputConfig::appendDimensions))
        .flatMap(pairs -> pairs.values().stream())
        .forEach(value -> used.addAll(DimensionPlaceholders.in(value)));
    return used;
  }
}
