package io.groundwatch.app;

import io.groundwatch.config.AgentConfig;
import io.groundwatch.config.BatchSettings;
import io.groundwatch.config.BufferSettings;
import io.groundwatch.config.DestinationConfig;
import io.groundwatch.config.FileConfig;
import io.groundwatch.config.HostInputConfig;
import io.groundwatch.config.LogsSection;
import io.groundwatch.config.MetricsSection;
import io.groundwatch.config.RetryConfig;
import io.groundwatch.config.TlsConfig;
import io.groundwatch.model.SignalKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What goes where: the lanes that a configuration asks for. Without any destination in it,
 * everything goes to standard output, and that is said.
 *
 * @param metrics one a destination
 * @param files the destinations of each {@code collect_list} entry, in the order of the file
 * @param config what it was made from
 */
record Routes(List<Route> metrics, List<FileRoute> files, AgentConfig config) {
  private static final String STDOUT = "stdout";

  /** One {@code collect_list} entry and its destinations. */
  record FileRoute(FileConfig file, List<Route> routes) {}

  static Routes of(AgentConfig config) {
    Optional<List<String>> metricNames = config.metrics().flatMap(MetricsSection::destinations);
    boolean sampled = config.metrics().map(m -> !m.inputs().isEmpty()).orElse(false);
    List<Route> metrics = sampled ? routes(config, SignalKind.METRICS, metricNames) : List.of();
    List<FileRoute> files = new ArrayList<>();
    for (FileConfig file : config.logs().map(LogsSection::files).orElse(List.of())) {
      Optional<List<String>> names =
          file.destinations().or(() -> config.logs().flatMap(LogsSection::destinations));
      files.add(new FileRoute(file, routes(config, SignalKind.LOGS, names)));
    }
    return new Routes(metrics, List.copyOf(files), config);
  }

  /** Every lane once. */
  List<Route> all() {
    List<Route> all = new ArrayList<>(metrics);
    files.forEach(f -> all.addAll(f.routes()));
    return all.stream().distinct().toList();
  }

  /** Whether some signal goes to standard output only because no destination is named. */
  boolean implied() {
    return all().stream().anyMatch(Route::implied);
  }

  /** One line a kind of signal and set of destinations: what goes where. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    config
        .metrics()
        .filter(m -> !m.inputs().isEmpty())
        .ifPresent(
            m ->
                lines.add(
                    "Metrics: "
                        + m.inputs().stream().map(Routes::shown).collect(Collectors.joining(", "))
                        + " -> "
                        + shown(metrics)));
    files.stream()
        .collect(
            Collectors.groupingBy(
                FileRoute::routes, java.util.LinkedHashMap::new, Collectors.toList()))
        .forEach(
            (routes, entries) ->
                lines.add(
                    "Logs: "
                        + entries.stream()
                            .map(e -> e.file().filePath())
                            .collect(Collectors.joining(", "))
                        + " -> "
                        + shown(routes)));
    return lines;
  }

  private static List<Route> routes(
      AgentConfig config, SignalKind kind, Optional<List<String>> names) {
    boolean implied = config.destinations().isEmpty();
    List<DestinationConfig> all = implied ? List.of(standardOutput()) : config.destinations();
    return all.stream()
        .filter(d -> d.signals().contains(kind))
        .filter(d -> names.map(n -> n.contains(d.name())).orElse(true))
        .map(d -> new Route(d, kind, implied))
        .toList();
  }

  private static DestinationConfig standardOutput() {
    return new DestinationConfig(
        STDOUT,
        DestinationConfig.Type.STDOUT,
        Optional.empty(),
        Set.of(SignalKind.values()),
        Optional.empty(),
        TlsConfig.NONE,
        DestinationConfig.DEFAULT_COMPRESSION,
        BatchSettings.UNSET,
        BufferSettings.UNSET,
        new RetryConfig(RetryConfig.DEFAULT_INITIAL, RetryConfig.DEFAULT_MAX),
        DestinationConfig.DEFAULT_TIMEOUT,
        DestinationConfig.DEFAULT_CONCURRENCY,
        Optional.empty());
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
