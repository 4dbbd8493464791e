package io.groundwatch.config;

import io.groundwatch.config.Fault.Severity;
import io.groundwatch.config.ProcessSelector.Kind;
import io.groundwatch.text.LinePattern;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one input of {@code metrics.metrics_collected} that samples this host. Upstream tolerates
 * unknown keys in it, but for ethtool.
 */
final class HostInputReader {
  private static final int MAX_RESOURCES = 256;
  private static final int MAX_TEXT = 255;
  private static final int MAX_COUNTERS = 1024;
  private static final String ALL = "*";
  private static final String ETHTOOL = "ethtool";
  private static final String DROPPED = "drop_original_metrics";

  private final Faults faults;
  private final int intervalSeconds;
  private final List<Set<String>> rollUps;

  /**
   * @param intervalSeconds of an input that does not say
   * @param rollUps of the whole section
   */
  HostInputReader(Faults faults, int intervalSeconds, List<Set<String>> rollUps) {
    this.faults = faults;
    this.intervalSeconds = intervalSeconds;
    this.rollUps = rollUps;
  }

  /** The input; empty where it has nothing to collect. */
  Optional<HostInputConfig> read(String name, ObjectReader input) {
    boolean ethtool = name.equals(ETHTOOL);
    boolean disk = name.equals("disk");
    List<Measurement> measurements =
        ethtool ? counters(input) : new MeasurementReader(name, faults).read(input);
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
            disk && input.bool("drop_device").orElse(false),
            ethtool
                ? input.strings("interface_exclude", 0, MAX_RESOURCES).orElse(List.of())
                : List.of(),
            name.equals("procstat") ? process(input) : Optional.empty(),
            rollUps,
            dropped(name, input));
    input.finish(ethtool ? Severity.ERROR : Severity.WARNING);
    return measurements.isEmpty() ? Optional.empty() : Optional.of(config);
  }

  private static List<Measurement> counters(ObjectReader input) {
    List<String> counters = input.strings("metrics_include", 0, MAX_COUNTERS).orElse(List.of());
    if (counters.isEmpty()) {
      input.warn("metrics_include", "names no counter, so nothing is collected");
    }
    return counters.stream()
        .map(name -> new Measurement(name, Optional.empty(), Optional.empty()))
        .toList();
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
      case "disk", "diskio", "net", "psi", "systemd", "sensors", "io_errors" ->
          input.strings("resources", 0, MAX_RESOURCES);
      case ETHTOOL -> input.strings("interface_include", 0, MAX_RESOURCES);
      default -> Optional.empty();
    };
  }

  private Optional<ProcessSelector> process(ObjectReader entry) {
    List<ProcessSelector> named = new ArrayList<>();
    boolean asked = false;
    for (Kind kind : Kind.values()) {
      asked |= entry.has(kind.key());
      entry
          .string(kind.key(), 1, MAX_TEXT)
          .filter(text -> kind == Kind.PID_FILE || compiles(kind, text, entry))
          .ifPresent(text -> named.add(new ProcessSelector(kind, text)));
    }
    if (!asked) {
      entry.missing(Kind.EXE.key(), "one of pid_file, exe and pattern");
    }
    if (named.size() > 1) {
      entry.warn(
          named.get(1).kind().key(),
          "not used, since " + named.get(0).kind().key() + " is named and comes first");
    }
    return named.stream().findFirst();
  }

  private static boolean compiles(Kind kind, String text, ObjectReader entry) {
    try {
      LinePattern.compile(text);
      return true;
    } catch (IllegalArgumentException e) {
      entry.error(kind.key(), String.valueOf(e.getMessage()));
      return false;
    }
  }

  /** Names with or without the input's prefix, as in {@code measurement}. */
  private Set<String> dropped(String name, ObjectReader input) {
    Set<String> fields = new LinkedHashSet<>();
    for (String written : input.strings(DROPPED, 1, MAX_COUNTERS).orElse(List.of())) {
      String metric = written.strip();
      boolean prefixed = metric.startsWith(name + "_") && !HostFields.of(name).containsKey(metric);
      fields.add(prefixed ? metric.substring(name.length() + 1) : metric);
    }
    if (!fields.isEmpty() && rollUps.isEmpty()) {
      input.warn(
          DROPPED, "nothing is left of these metrics, since no aggregation_dimensions are named");
    }
    return fields;
  }
}
