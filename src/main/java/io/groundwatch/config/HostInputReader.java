package io.groundwatch.config;

import io.groundwatch.config.Fault.Severity;
import java.util.List;
import java.util.Optional;

/**
 * Reads one input of {@code metrics.metrics_collected} that samples this host. Upstream tolerates
 * unknown keys in it.
 */
final class HostInputReader {
  private static final int MAX_RESOURCES = 256;
  private static final String ALL = "*";

  private final Faults faults;
  private final int intervalSeconds;

  /**
   * @param intervalSeconds of an input that does not say
   */
  HostInputReader(Faults faults, int intervalSeconds) {
    this.faults = faults;
    this.intervalSeconds = intervalSeconds;
  }

  /** The input; empty where it has nothing to collect. */
  Optional<HostInputConfig> read(String name, ObjectReader input) {
    List<Measurement> measurements = new MeasurementReader(name, faults).read(input);
    boolean disk = name.equals("disk");
    HostInputConfig config =
        new HostInputConfig(
            name,
            measurements,
            input
                .integer("metrics_collection_interval", 1, AgentReader.MAX_INTERVAL_SECONDS)
                .orElse(intervalSeconds),
            DimensionsReader.read(input),
            !name.equals("cpu") || input.bool("totalcpu").orElse(true),
            resources(name, input),
            disk
                ? input.strings("ignore_file_system_types", 0, MAX_RESOURCES).orElse(List.of())
                : List.of(),
            disk && input.bool("drop_device").orElse(false));
    input.unserved(UpstreamKeys.HOST_INPUT);
    input.finish(Severity.WARNING);
    return measurements.isEmpty() ? Optional.empty() : Optional.of(config);
  }

  private static Optional<List<String>> resources(String name, ObjectReader input) {
    return switch (name) {
      case "cpu" -> {
        Optional<List<String>> resources = input.strings("resources", 0, 1);
        if (resources.isPresent() && !List.of(ALL).containsAll(resources.get())) {
          input.error("resources", "only [\"*\"] selects CPUs (expected: [\"*\"] or no such key)");
        }
        yield resources;
      }
      case "disk", "diskio", "net" -> input.strings("resources", 0, MAX_RESOURCES);
      default -> Optional.empty();
    };
  }
}
