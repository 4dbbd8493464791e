package io.groundwatch.app;

import io.groundwatch.config.AgentConfig;
import io.groundwatch.config.DestinationConfig;
import io.groundwatch.config.FileConfig;
import io.groundwatch.config.HostInputConfig;
import io.groundwatch.config.JournalConfig;
import io.groundwatch.config.LoadedConfig;
import io.groundwatch.config.LogsSection;
import io.groundwatch.config.MetricsSection;
import io.groundwatch.model.SignalKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What goes where: the lanes that a configuration asks for. Without any destination in it, {@link
 * Implied} says where.
 *
 * @param metrics one a destination
 * @param files the destinations of each {@code collect_list} entry, in the order of the file
 * @param journals the same of the journal's entries
 * @param config what it was made from
 */
record Routes(
    List<Route> metrics, List<FileRoute> files, List<JournalRoute> journals, AgentConfig config) {
  /** One {@code collect_list} entry and its destinations. */
  record FileRoute(FileConfig file, List<Route> routes) {}

  /** One {@code collect_list} entry of the journal and its destinations. */
  record JournalRoute(JournalConfig journal, List<Route> routes) {}

  /** Those of what this process has loaded. */
  static Routes of(LoadedConfig loaded) {
    return of(loaded.config(), Implied.of(loaded));
  }

  /** Those of a configuration; {@code implied} says where records go if it does not. */
  static Routes of(AgentConfig config, Implied implied) {
    return config.destinations().isEmpty()
        ? of(config, implied.destinations(config), true)
        : of(config, config.destinations(), false);
  }

  private static Routes of(AgentConfig config, List<DestinationConfig> all, boolean implied) {
    Targets targets = new Targets(all, implied);
    Optional<List<String>> metricNames = config.metrics().flatMap(MetricsSection::destinations);
    Optional<List<String>> logNames = config.logs().flatMap(LogsSection::destinations);
    boolean sampled = config.metrics().map(MetricsSection::collects).orElse(false);
    List<Route> metrics = sampled ? targets.of(SignalKind.METRICS, metricNames) : List.of();
    List<FileRoute> files = new ArrayList<>();
    for (FileConfig file : config.logs().map(LogsSection::files).orElse(List.of())) {
      files.add(
          new FileRoute(file, targets.of(SignalKind.LOGS, file.destinations().or(() -> logNames))));
    }
    List<JournalRoute> journals = new ArrayList<>();
    for (JournalConfig journal : config.logs().map(LogsSection::journals).orElse(List.of())) {
      journals.add(
          new JournalRoute(
              journal, targets.of(SignalKind.LOGS, journal.destinations().or(() -> logNames))));
    }
    return new Routes(metrics, List.copyOf(files), List.copyOf(journals), config);
  }

  /** All destinations, and whether no configuration names them. */
  private record Targets(List<DestinationConfig> all, boolean implied) {
    List<Route> of(SignalKind kind, Optional<List<String>> names) {
      return all.stream()
          .filter(d -> d.signals().contains(kind))
          .filter(d -> names.map(n -> n.contains(d.name())).orElse(true))
          .map(d -> new Route(d, kind, implied))
          .toList();
    }
  }

  /** Every lane once. */
  List<Route> all() {
    List<Route> all = new ArrayList<>(metrics);
    files.forEach(f -> all.addAll(f.routes()));
    journals.forEach(j -> all.addAll(j.routes()));
    return all.stream().distinct().toList();
  }

  /** Whether some signal goes to standard output only because no destination is named. */
  boolean implied() {
    return all().stream()
        .anyMatch(
            route ->
                route.implied() && route.destination().type() == DestinationConfig.Type.STDOUT);
  }

  /** One line a kind of signal and set of destinations: what goes where. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    config
        .metrics()
        .filter(MetricsSection::collects)
        .ifPresent(
            m ->
                lines.add(
                    "Metrics: "
                        + Stream.concat(
                                m.inputs().stream().map(Routes::shown),
                                m.statsd().stream().map(s -> "statsd on " + s.address().text()))
                            .collect(Collectors.joining(", "))
                        + " -> "
                        + shown(metrics)));
    Map<List<Route>, List<String>> logs = new LinkedHashMap<>();
    files.forEach(f -> named(logs, f.routes()).add(f.file().filePath()));
    journals.forEach(j -> named(logs, j.routes()).add(j.journal().selection().shown()));
    logs.forEach(
        (routes, entries) ->
            lines.add("Logs: " + String.join(", ", entries) + " -> " + shown(routes)));
    return lines;
  }

  private static List<String> named(Map<List<Route>, List<String>> logs, List<Route> routes) {
    return logs.computeIfAbsent(routes, r -> new ArrayList<>());
  }

  private static String shown(HostInputConfig input) {
    return input.name() + " every " + input.intervalSeconds() + " s";
  }

  private static String shown(List<Route> routes) {
    return routes.isEmpty()
        ? "nowhere: no destination carries them"
        : routes.stream().map(Route::shown).collect(Collectors.joining(", "));
  }
}
