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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Who this host is: one answer for all inputs, which outlives configurations. What the cloud has to
 * tell is asked for by a worker of its own, and inputs that need it wait a little. Used by the
 * thread that brings the agent to its configuration.
 */
final class WhoIsHost {
  private final Map<String, String> environment;
  private final TimeSource time;
  private final Identity identity = new Identity();

  WhoIsHost(Map<String, String> environment, TimeSource time) {
    this.environment = environment;
    this.time = time;
  }

  Identity identity() {
    return identity;
  }

  /** The placeholders in the dimensions that a section appends. */
  static Set<String> used(MetricsSection section) {
    Set<String> used = new TreeSet<>();
    Stream.concat(
            Stream.of(section.appendDimensions()),
            section.inputs().stream().map(HostInputConfig::appendDimensions))
        .flatMap(pairs -> pairs.values().stream())
        .forEach(value -> used.addAll(DimensionPlaceholders.in(value)));
    return used;
  }

  /**
   * Where an input of samples hands them so that they come to {@code out} with the placeholders of
   * their dimensions filled in; {@code out} itself where there are none. Reads what this host's
   * files tell of them.
   */
  MetricSink sink(MetricsSection section, AgentSection agent, String hostname, MetricSink out) {
    Set<String> used = used(section);
    if (used.isEmpty()) {
      return out;
    }
    Path hostRoot = HostRoots.of(agent.hostRoot(), environment).root();
    Map<String, String> facts =
        new HashMap<>(new HostFacts(hostRoot, Path.of("/"), environment).read(hostname));
    facts.keySet().retainAll(used);
    identity.learn(facts);
    return new IdentifiedSink(
        identity, agent.omitHostname() ? null : hostname, section.appendDimensions(), out);
  }

  /** {@code input}, kept from beginning until the cloud was asked for what it uses of it. */
  Worker awaiting(Worker input, Set<String> used) {
    Set<String> ofClouds = CloudLookup.among(used);
    return ofClouds.isEmpty() ? input : new AwaitedIdentity(input, identity, ofClouds, time);
  }

  /** What asks the cloud for what is {@code used} of it; empty where that is nothing. */
  Optional<InputPlan> asking(Set<String> used, Supplier<? extends RandomGenerator> randoms) {
    Set<String> ofClouds = CloudLookup.among(used);
    return ofClouds.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new InputPlan(
                "cloud",
                List.of(ofClouds),
                List.of(),
                lanes ->
                    List.of(CloudLookup.of(identity, ofClouds, environment, time, randoms.get()))));
  }
}
