package io.groundwatch.config;

import io.groundwatch.config.ConfigNode.Member;
import io.groundwatch.config.Fault.Severity;
import io.groundwatch.model.SignalKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the section {@code metrics}. */
final class MetricsReader {
  private static final int MAX_NAMESPACE = 255;
  private static final String COLLECTED = "metrics_collected";

  private final Faults faults;
  private final HostInputReader hostInput;

  MetricsReader(Faults faults, int intervalSeconds) {
    this.faults = faults;
    this.hostInput = new HostInputReader(faults, intervalSeconds);
  }

  MetricsSection read(ObjectReader section, DestinationNames destinations) {
    MetricsSection metrics =
        new MetricsSection(
            section.string("namespace", 1, MAX_NAMESPACE).orElse(MetricsSection.DEFAULT_NAMESPACE),
            DimensionsReader.read(section),
            section
                .integer("force_flush_interval", 1, AgentReader.MAX_INTERVAL_SECONDS)
                .map(Duration::ofSeconds),
            inputs(section),
            destinations.read(section, SignalKind.METRICS));
    section.unserved(UpstreamKeys.METRICS);
    section.finish(Severity.ERROR);
    return metrics;
  }

  private List<HostInputConfig> inputs(ObjectReader section) {
    List<HostInputConfig> inputs = new ArrayList<>();
    section
        .required(COLLECTED, "an object that names at least one input, such as \"cpu\"")
        .flatMap(node -> ObjectReader.of(node, faults))
        .ifPresent(
            collected -> {
              Map<String, Member> entries = collected.entries();
              if (entries.isEmpty()) {
                section.error(COLLECTED, "empty (expected: at least one input, such as \"cpu\")");
              }
              entries.forEach((name, member) -> input(name, member, inputs));
            });
    return inputs;
  }

  private void input(String name, Member member, List<HostInputConfig> inputs) {
    UnservedKey unserved = UpstreamKeys.METRICS_INPUTS.get(name);
    if (HostFields.inputs().contains(name)) {
      ObjectReader.of(member.value(), faults)
          .flatMap(input -> hostInput.read(name, input))
          .ifPresent(inputs::add);
    } else if (unserved != null) {
      unserved.check(member, faults);
    } else {
      unknown(name, member);
    }
  }

  /** Upstream takes any object with measurements for a Windows counter, and runs. */
  private void unknown(String name, Member member) {
    Set<String> known = new LinkedHashSet<>(HostFields.inputs());
    known.addAll(UpstreamKeys.METRICS_INPUTS.keySet());
    String consequence = "unknown input, nothing is collected" + NearestName.hint(name, known);
    if (UnservedKey.Shape.MEASURED.fits(member.value())) {
      faults.warning(member.namePlace(), consequence);
    } else {
      faults.error(member.namePlace(), consequence + "; nor is it an object with \"measurement\"");
    }
  }
}
