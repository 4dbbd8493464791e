package io.groundwatch.input.host;

import io.groundwatch.config.HostFields;
import io.groundwatch.config.HostInputConfig;
import io.groundwatch.config.Measurement;
import io.groundwatch.model.Dimensions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  private static List<Measurement> measurements(String... fields) {
    return Arrays.stream(fields)
        .map(field -> new Measurement(field, Optional.empty(), Optional.empty()))
        .toList();
  }
}
