package io.groundwatch.input.host;

import io.groundwatch.config.HostFields;
import io.groundwatch.config.HostInputConfig;
import io.groundwatch.config.Measurement;
import io.groundwatch.config.ProcessSelector;
import io.groundwatch.config.ProcessSelector.Kind;
import io.groundwatch.model.Dimensions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Configurations of host inputs for tests. */
final class HostInputs {
  static final Dimensions BASE = new Dimensions(Map.of("host", "h"));
  static final String NAMESPACE = "CWAgent";

  private HostInputs() {}

  static HostInputConfig of(String name, String... fields) {
    return new HostInputConfig(
        name, measurements(fields), 10, Map.of(), true, Optional.empty(), List.of(), false);
  }

  static HostInputConfig withResources(String name, List<String> resources, String... fields) {
    return new HostInputConfig(
        name, measurements(fields), 10, Map.of(), true, Optional.of(resources), List.of(), false);
  }

  static HostInputConfig everythingOf(String name) {
    return of(name, HostFields.of(name).keySet().toArray(new String[0]));
  }

  static HostInputConfig procstat(Kind kind, String text, String... fields) {
    return with(of("procstat", fields), Optional.of(new ProcessSelector(kind, text)));
  }

  static HostInputConfig ethtool(List<String> included, List<String> excluded, String... counters) {
    return new HostInputConfig(
        "ethtool",
        measurements(counters),
        10,
        Map.of(),
        true,
        Optional.of(included),
        List.of(),
        false,
        excluded,
        Optional.empty(),
        List.of(),
        Set.of());
  }

  /** With sets of dimensions to roll up to, and fields that are published under those alone. */
  static HostInputConfig rolledUp(
      HostInputConfig plain, List<Set<String>> rollUps, Set<String> dropped) {
    return new HostInputConfig(
        plain.name(),
        plain.measurements(),
        plain.intervalSeconds(),
        plain.appendDimensions(),
        plain.totalCpu(),
        plain.resources(),
        plain.ignoreFileSystemTypes(),
        plain.dropDevice(),
        plain.excluded(),
        plain.process(),
        rollUps,
        dropped);
  }

  private static HostInputConfig with(HostInputConfig plain, Optional<ProcessSelector> process) {
    return new HostInputConfig(
        plain.name(),
        plain.measurements(),
        plain.intervalSeconds(),
        plain.appendDimensions(),
        plain.totalCpu(),
        plain.resources(),
        plain.ignoreFileSystemTypes(),
        plain.dropDevice(),
        plain.excluded(),
        process,
        plain.rollUps(),
        plain.dropOriginal());
  }

  private static List<Measurement> measurements(String... fields) {
    return Arrays.stream(fields)
        .map(field -> new Measurement(field, Optional.empty(), Optional.empty()))
        .toList();
  }
}
