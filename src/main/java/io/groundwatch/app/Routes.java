package io.groundwatch.app;

import io.groundwatch.config.AgentConfig;
import io.groundwatch.config.CollectdConfig;
import io.groundwatch.config.DestinationConfig;
import io.groundwatch.config.EmfConfig;
import io.groundwatch.config.EventConfig;
import io.groundwatch.config.FileConfig;
import io.groundwatch.config.HostInputConfig;
import io.groundwatch.config.JournalConfig;
import io.groundwatch.config.LoadedConfig;
import io.groundwatch.config.LogsSection;
import io.groundwatch.config.MetricsSection;
import io.groundwatch.config.StatsdConfig;
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
 * @param emf those of the listener for the embedded metric format
 * @param records where other listeners' log records go; empty where none of them makes any
 * @param config what it was made from
 */
record Routes(
    List<Route> metrics,
    List<FileRoute> files,
    List<JournalRoute> journals,
    List<EmfRoute> emf,
    List<Route> records,
    AgentConfig config) {
  /** One {@code collect_list} entry and its destinations. */
  record FileRoute(FileConfig file, List<Route> routes) {}

  /** The listener for the embedded metric format, and where its records and metrics go. */
  record EmfRoute(EmfConfig emf, List<Route> logs, List<Route> metrics) {}

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
      List<Route> logs = targets.of(SignalKind.LOGS, file.destinations().or(() -> logNames));
      boolean emf = file.events().format() == EventConfig.Format.EMF;
      List<Route> own = emf ? targets.ofEmf(metricNames, logs) : List.of();
      files.add(new FileRoute(file, Stream.concat(logs.stream(), own.stream()).toList()));
    }
    List<EmfRoute> emf = new ArrayList<>();
    config
        .logs()
        .flatMap(LogsSection::emf)
        .ifPresent(
            listener -> {
              List<Route> logs = targets.of(SignalKind.LOGS, logNames);
              emf.add(new EmfRoute(listener, logs, targets.ofEmf(metricNames, logs)));
            });
    List<JournalRoute> journals = new ArrayList<>();
    for (JournalConfig journal : config.logs().map(LogsSection::journals).orElse(List.of())) {
      journals.add(
          new JournalRoute(
              journal, targets.of(SignalKind.LOGS, journal.destinations().or(() -> logNames))));
    }
    List<Route> records = config.takesRecords() ? targets.of(SignalKind.LOGS, logNames) : List.of();
    return new Routes(metrics, List.copyOf(files), List.copyOf(journals), emf, records, config);
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

    /**
     * Where the metrics of records in the embedded metric format go, that go to {@code logs}. Not
     * to CloudWatch where the records do: it takes the metrics out of them itself, and would count
     * each twice.
     */
    List<Route> ofEmf(Optional<List<String>> names, List<Route> logs) {
      boolean there = logs.stream().anyMatch(Targets::isCloudWatch);
      return of(SignalKind.METRICS, names).stream()
          .filter(route -> !there || !isCloudWatch(route))
          .toList();
    }

    private static boolean isCloudWatch(Route route) {
      return route.destination().type() == DestinationConfig.Type.CLOUDWATCH;
    }
  }

  /** Every lane once. */
  List<Route> all() {
    List<Route> all = new ArrayList<>(metrics);
    files.forEach(f -> all.addAll(f.routes()));
    journals.forEach(j -> all.addAll(j.routes()));
    emf.forEach(e -> all.addAll(e.logs()));
    emf.forEach(e -> all.addAll(e.metrics()));
    all.addAll(records);
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
                        + Stream.concat(m.inputs().stream().map(Routes::shown), listeners(m))
                            .collect(Collectors.joining(", "))
                        + " -> "
                        + shown(metrics)));
    Map<List<Route>, List<String>> logs = new LinkedHashMap<>();
    files.forEach(f -> named(logs, f.routes()).add(f.file().filePath()));
    journals.forEach(j -> named(logs, j.routes()).add(j.journal().selection().shown()));
    emf.forEach(
        e ->
            named(logs, Stream.concat(e.logs().stream(), e.metrics().stream()).toList())
                .add("emf on " + e.emf().address().text()));
    config
        .metrics()
        .flatMap(MetricsSection::collectd)
        .flatMap(CollectdConfig::logGroup)
        .ifPresent(group -> named(logs, records).add("notifications of collectd"));
    config
        .metrics()
        .flatMap(MetricsSection::statsd)
        .flatMap(StatsdConfig::logGroup)
        .ifPresent(group -> named(logs, records).add("events of statsd"));
    config
        .logs()
        .flatMap(LogsSection::otlp)
        .ifPresent(otlp -> named(logs, records).add("otlp on " + otlp.address().text()));
    config
        .logs()
        .flatMap(LogsSection::syslog)
        .ifPresent(syslog -> named(logs, records).add("syslog on " + syslog.address().text()));
    config
        .logs()
        .flatMap(LogsSection::cloudWatchApi)
        .ifPresent(
            api -> named(logs, records).add("the CloudWatch API on " + api.address().text()));
    logs.forEach(
        (routes, entries) ->
            lines.add("Logs: " + String.join(", ", entries) + " -> " + shown(routes)));
    return lines;
  }

  private static List<String> named(Map<List<Route>, List<String>> logs, List<Route> routes) {
    return logs.computeIfAbsent(routes, r -> new ArrayList<>());
  }

  private static Stream<String> listeners(MetricsSection metrics) {
    return Stream.concat(
        metrics.statsd().stream().map(s -> "statsd on " + s.address().text()),
        Stream.concat(
            metrics.collectd().stream().map(c -> "collectd on " + c.address().text()),
            Stream.concat(
                metrics.otlp().stream().map(o -> "otlp on " + o.address().text()),
                Stream.concat(
                    metrics.scrapeJobs().stream().map(j -> "prometheus job " + j.name()),
                    metrics.cloudWatchApi().stream()
                        .map(c -> "the CloudWatch API on " + c.address().text())))));
  }

  private static String shown(HostInputConfig input) {
    return input.name() + " every " + input.intervalSeconds() + " s";
  }

  private static String shown(List<Route> routes) {
    return routes.isEmpty()
        ? "nowhere: no destination carries them"
        : routes.stream().map(Route::shown).distinct().collect(Collectors.joining(", "));
  }
}
