package io.groundwatch.config;

import io.groundwatch.config.ConfigNode.Member;
import io.groundwatch.config.ConfigNode.ObjectNode;
import io.groundwatch.config.Fault.Severity;
import io.groundwatch.model.SignalKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code metrics}. */
final class MetricsReader {
  private static final int MAX_NAMESPACE = 255;
  private static final String COLLECTED = "metrics_collected";

  private static final String ROLL_UPS = "aggregation_dimensions";
  private static final int MAX_ROLL_UPS = 1024;
  private static final int MAX_DIMENSIONS = 30;
  private static final int MAX_PROCESSES = 255;

  /** Two names of one input, the second of which its documentation has. */
  private static final String STATSD = "statsd";

  private static final String COLLECTD = "collectd";
  private static final String OTLP = "otlp";
  private static final String PROMETHEUS = "prometheus";
  private static final String CLOUDWATCH = "cloudwatch";

  private static final Set<String> GPU = Set.of("nvidia_smi", "nvidia_gpu");

  private final Faults faults;
  private final int intervalSeconds;
  private List<Set<String>> rollUps = List.of();
  private @Nullable StatsdConfig statsd;
  private @Nullable CollectdConfig collectd;
  private List<OtlpConfig> otlp = List.of();
  private List<ScrapeJob> scrapeJobs = List.of();
  private @Nullable CloudWatchApiConfig cloudWatchApi;

  MetricsReader(Faults faults, int intervalSeconds) {
    this.faults = faults;
    this.intervalSeconds = intervalSeconds;
  }

  MetricsSection read(ObjectReader section, DestinationNames destinations) {
    List<HostInputConfig> inputs = inputs(section);
    MetricsSection metrics =
        new MetricsSection(
            section.string("namespace", 1, MAX_NAMESPACE).orElse(MetricsSection.DEFAULT_NAMESPACE),
            DimensionsReader.read(section),
            section
                .integer("force_flush_interval", 1, AgentReader.MAX_INTERVAL_SECONDS)
                .map(Duration::ofSeconds),
            inputs,
            Optional.ofNullable(statsd),
            Optional.ofNullable(collectd),
            otlp,
            scrapeJobs,
            Optional.ofNullable(cloudWatchApi),
            destinations.read(section, SignalKind.METRICS));
    destinations.targets(section, UpstreamKeys.METRICS_TARGET);
    section.unserved(UpstreamKeys.METRICS);
    section.finish(Severity.ERROR);
    return metrics;
  }

  private List<Set<String>> rollUps(ObjectReader section) {
    List<Set<String>> rollUps = new ArrayList<>();
    ValueReader values = new ValueReader(faults);
    for (ConfigNode set : section.array(ROLL_UPS, 1, MAX_ROLL_UPS).orElse(List.of())) {
      values.strings(set, 0, MAX_DIMENSIONS).map(LinkedHashSet::new).ifPresent(rollUps::add);
    }
    return rollUps;
  }

  private List<HostInputConfig> inputs(ObjectReader section) {
    List<HostInputConfig> inputs = new ArrayList<>();
    rollUps = rollUps(section);
    HostInputReader hostInput = new HostInputReader(faults, intervalSeconds, rollUps);
    section
        .required(COLLECTED, "an object that names at least one input, such as \"cpu\"")
        .flatMap(node -> ObjectReader.of(node, faults))
        .ifPresent(
            collected -> {
              Map<String, Member> entries = collected.entries();
              if (entries.isEmpty()) {
                section.error(COLLECTED, "empty (expected: at least one input, such as \"cpu\")");
              }
              entries.forEach((name, member) -> input(name, member, hostInput, inputs));
            });
    return inputs;
  }

  private void input(
      String name, Member member, HostInputReader hostInput, List<HostInputConfig> inputs) {
    UnservedKey unserved = UpstreamKeys.METRICS_INPUTS.get(name);
    if (name.equals(STATSD)) {
      statsd =
          ObjectReader.of(member.value(), faults)
              .map(new StatsdReader(faults, rollUps)::read)
              .orElse(null);
    } else if (name.equals(COLLECTD)) {
      collectd =
          ObjectReader.of(member.value(), faults)
              .map(new CollectdReader(rollUps)::read)
              .orElse(null);
    } else if (name.equals(OTLP)) {
      otlp = new OtlpReader(faults).metrics(member.value());
    } else if (name.equals(PROMETHEUS)) {
      scrapeJobs =
          ObjectReader.of(member.value(), faults)
              .map(new PrometheusReader(faults)::read)
              .orElse(List.of());
    } else if (name.equals(CLOUDWATCH)) {
      cloudWatchApi =
          ObjectReader.of(member.value(), faults).map(CloudWatchApiReader::metrics).orElse(null);
    } else if (name.equals("procstat")) {
      for (ConfigNode entry :
          new ValueReader(faults).array(member.value(), 1, MAX_PROCESSES).orElse(List.of())) {
        host(name, entry, hostInput, inputs);
      }
    } else if (GPU.contains(name)) {
      host("nvidia_smi", member.value(), hostInput, inputs);
    } else if (HostFields.inputs().contains(name)) {
      host(name, member.value(), hostInput, inputs);
    } else if (unserved != null) {
      faults.unused(member.namePlace());
      unserved.check(member, faults);
    } else {
      faults.unused(member.namePlace());
      unknown(name, member);
    }
  }

  private void host(
      String name, ConfigNode node, HostInputReader hostInput, List<HostInputConfig> inputs) {
    ObjectReader.of(node, faults)
        .flatMap(input -> hostInput.read(name, input))
        .ifPresent(inputs::add);
  }

  /** Upstream takes any object with measurements for a Windows counter, and runs. */
  private void unknown(String name, Member member) {
    Set<String> known = new LinkedHashSet<>(HostFields.inputs());
    known.addAll(GPU);
    known.add(STATSD);
    known.addAll(UpstreamKeys.METRICS_INPUTS.keySet());
    String consequence = "unknown input, nothing is collected" + NearestName.hint(name, known);
    if (member.value() instanceof ObjectNode object
        && object.members().containsKey("measurement")) {
      faults.warning(member.namePlace(), consequence);
      SchemaCheck.check(object, faults);
    } else {
      faults.error(member.namePlace(), consequence + "; nor is it an object with \"measurement\"");
    }
  }
}
