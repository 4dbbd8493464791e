package io.groundwatch.app;

import io.groundwatch.config.AgentConfig;
import io.groundwatch.config.BatchSettings;
import io.groundwatch.config.BufferSettings;
import io.groundwatch.config.DestinationConfig;
import io.groundwatch.config.FileConfig;
import io.groundwatch.config.HostInputConfig;
import io.groundwatch.config.JournalConfig;
import io.groundwatch.config.LogsSection;
import io.groundwatch.config.MetricsSection;
import io.groundwatch.config.ProtocolConfig;
import io.groundwatch.config.ProxyConfig;
import io.groundwatch.config.RetryConfig;
import io.groundwatch.config.TlsConfig;
import io.groundwatch.model.SignalKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What goes where: the lanes that a configuration asks for. Without any destination in it,
 * everything goes to standard output, and that is said.
 *
 * @param metrics one a destination
 * @param files the destinations of each {@code collect_list} entry, in the order of the file
 * @param journals the same of the journal's entries
 * @param config what it was made from
 */
record Routes(
    List<Route> metrics, List<FileRoute> files, List<JournalRoute> journals, AgentConfig config) {
  private static final String STDOUT = "stdout";

  /** One {@code collect_list} entry and its destinations. */
  record FileRoute(FileConfig file, List<Route> routes) {}

  /** One {@code collect_list} entry of the journal and its destinations. */
  record JournalRoute(JournalConfig journal, List<Route> routes) {}

  static Routes of(AgentConfig config) {
    Optional<List<String>> metricNames = config.metrics().flatMap(MetricsSection::destinations);
    boolean sampled = config.metrics().map(m -> !m.inputs().isEmpty()).orElse(false);
    List<Route> metrics = sampled ? routes(config, SignalKind.METRICS, metricNames) : List.of();
    List<FileRoute> files = new ArrayList<>();
    for (FileConfig file : config.logs().map(LogsSection::files).orElse(List.of())) {
      files.add(new FileRoute(file, logRoutes(config, file.destinations())));
    }
    List<JournalRoute> journals = new ArrayList<>();
    for (JournalConfig journal : config.logs().map(LogsSection::journals).orElse(List.of())) {
      journals.add(new JournalRoute(journal, logRoutes(config, journal.destinations())));
    }
    return new Routes(metrics, List.copyOf(files), List.copyOf(journals), config);
  }

  private static List<Route> logRoutes(AgentConfig config, Optional<List<String>> ofEntry) {
    Optional<List<String>> names =
        ofEntry.or(() -> config.logs().flatMap(LogsSection::destinations));
    return routes(config, SignalKind.LOGS, names);
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
        Optional.empty(),
        Map.of(),
        new ProxyConfig.None(),
        new ProtocolConfig.Plain());
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
