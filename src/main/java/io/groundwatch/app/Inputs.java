package io.groundwatch.app;

import io.groundwatch.config.AgentConfig;
import io.groundwatch.config.AgentSection;
import io.groundwatch.config.FileConfig;
import io.groundwatch.config.JournalConfig;
import io.groundwatch.config.LogStreamConfig;
import io.groundwatch.config.LogsSection;
import io.groundwatch.config.MetricsSection;
import io.groundwatch.input.file.FileEntry;
import io.groundwatch.input.file.FileInput;
import io.groundwatch.input.file.HeldFiles;
import io.groundwatch.input.file.KernelHints;
import io.groundwatch.input.file.LogFeed;
import io.groundwatch.input.host.HostInput;
import io.groundwatch.input.host.HostRoots;
import io.groundwatch.input.journal.JournalEntry;
import io.groundwatch.input.journal.JournalFeed;
import io.groundwatch.input.journal.JournalInput;
import io.groundwatch.input.journal.JournalSystem;
import io.groundwatch.model.Dimensions;
import io.groundwatch.model.LogOrigin;
import io.groundwatch.model.SignalKind;
import io.groundwatch.pipeline.BatchIds;
import io.groundwatch.pipeline.Lane;
import io.groundwatch.pipeline.LaneMetrics.DropReason;
import io.groundwatch.pipeline.LogBatcher;
import io.groundwatch.pipeline.MetricBatcher;
import io.groundwatch.pipeline.MetricFanout;
import io.groundwatch.pipeline.SampledInput;
import io.groundwatch.processor.Processors;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.runtime.Worker;
import io.groundwatch.telemetry.SelfMetrics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Makes the inputs that a configuration asks for. A new one is one more line in {@link #of}. Used
 * by the thread that brings the agent to its configuration.
 */
final class Inputs {
  private final Path stateDirectory;
  private final Map<String, String> environment;
  private final TimeSource time;
  private final SelfMetrics metrics;
  private final Supplier<? extends RandomGenerator> randoms;
  private final HostSchedules schedules;
  private final HeldFiles heldFiles = new HeldFiles();

  /**
   * @param randoms gives each thread a source of its own
   */
  Inputs(
      Path stateDirectory,
      Map<String, String> environment,
      TimeSource time,
      SelfMetrics metrics,
      Supplier<? extends RandomGenerator> randoms) {
    this.stateDirectory = stateDirectory;
    this.environment = environment;
    this.time = time;
    this.metrics = metrics;
    this.randoms = randoms;
    this.schedules = new HostSchedules(time);
  }

  /**
   * The inputs of a configuration.
   *
   * @throws IOException where this host has no name
   */
  List<InputPlan> of(Routes routes) throws IOException {
    AgentConfig config = routes.config();
    String hostname = Hostname.of(config.agent(), environment);
    List<InputPlan> plans = new ArrayList<>();
    if (!routes.metrics().isEmpty()) {
      plans.add(host(routes, config.metrics().orElseThrow(), hostname));
    }
    if (!routes.files().isEmpty()) {
      plans.add(files(routes, hostname));
    }
    if (!routes.journals().isEmpty()) {
      plans.add(journal(routes, hostname));
    }
    return plans;
  }

  /** Lets go of what inputs that ended have left, and none that runs has taken. */
  void letGo() {
    heldFiles.close();
  }

  private InputPlan host(Routes routes, MetricsSection section, String hostname) {
    Dimensions base =
        routes.config().agent().omitHostname()
            ? Dimensions.NONE
            : Dimensions.NONE.with("host", hostname);
    HostRoots roots = HostRoots.of(routes.config().agent().hostRoot(), environment);
    return new InputPlan(
        "host",
        List.of(section, base, roots, routes.metrics()),
        routes.metrics(),
        lanes -> hostInput(routes, hostname, base.with(section.appendDimensions()), lanes));
  }

  private List<Worker> hostInput(
      Routes routes, String hostname, Dimensions base, Function<Route, Lane> lanes) {
    MetricsSection section = routes.config().metrics().orElseThrow();
    AgentSection agent = routes.config().agent();
    List<MetricBatcher> batchers = new ArrayList<>();
    BatchIds ids = new BatchIds(randoms.get());
    for (Route route : routes.metrics()) {
      Lane lane = lanes.apply(route);
      batchers.add(
          new MetricBatcher(
              lane,
              route.destination().batch(SignalKind.METRICS, section.forceFlushInterval()),
              ids,
              time,
              lane.metrics().dropped(DropReason.LANE_BLOCKED)));
    }
    MetricFanout fanout = new MetricFanout(batchers);
    WhoIsHost who = WhoIsHost.of(section, agent, hostname, environment, time, randoms.get());
    HostInput host =
        new HostInput(
            schedules.of(section, base, HostRoots.of(agent.hostRoot(), environment)),
            time,
            who.sink(fanout),
            metrics,
            () -> {});
    return who.workers(new SampledInput(host, fanout));
  }

  private InputPlan files(Routes routes, String hostname) {
    Placeholders placeholders = placeholders(routes, hostname);
    Optional<Duration> flush = routes.config().logs().flatMap(LogsSection::forceFlushInterval);
    return new InputPlan(
        "files",
        List.of(routes.files(), placeholders, flush),
        routes.files().stream().flatMap(f -> f.routes().stream()).distinct().toList(),
        lanes -> List.of(fileInput(routes, placeholders, new Feeds(lanes, flush))));
  }

  private Worker fileInput(Routes routes, Placeholders placeholders, Feeds lanes) {
    Map<Route, LogFeed> feeds = new LinkedHashMap<>();
    Processors processors = new Processors(time, metrics);
    List<FileEntry> entries = new ArrayList<>();
    for (Routes.FileRoute file : routes.files()) {
      FileConfig filled = placeholders.fill(file.file());
      List<LogFeed> wanted =
          file.routes().stream()
              .map(route -> feeds.computeIfAbsent(route, lanes::ofFiles))
              .map(feed -> feed.through(processors.of(filled, feed.lane())))
              .toList();
      entries.add(new FileEntry(filled, wanted));
    }
    FileInput input =
        new FileInput(entries, stateDirectory, KernelHints::open, time, randoms.get(), metrics);
    input.handOverThrough(heldFiles);
    return input;
  }

  private InputPlan journal(Routes routes, String hostname) {
    Placeholders placeholders = placeholders(routes, hostname);
    Optional<Duration> flush = routes.config().logs().flatMap(LogsSection::forceFlushInterval);
    return new InputPlan(
        "journal",
        List.of(routes.journals(), placeholders, flush),
        routes.journals().stream().flatMap(j -> j.routes().stream()).distinct().toList(),
        lanes -> List.of(journalInput(routes, placeholders, new Feeds(lanes, flush))));
  }

  private Worker journalInput(Routes routes, Placeholders placeholders, Feeds lanes) {
    Map<Route, JournalFeed> feeds = new LinkedHashMap<>();
    List<JournalEntry> entries = new ArrayList<>();
    for (Routes.JournalRoute route : routes.journals()) {
      JournalConfig journal = route.journal();
      List<JournalFeed> wanted =
          route.routes().stream().map(r -> feeds.computeIfAbsent(r, lanes::ofJournals)).toList();
      LogOrigin origin = origin(placeholders.fill(journal.stream()));
      entries.add(new JournalEntry(journal, origin, wanted));
    }
    return new JournalInput(entries, JournalSystem.open(environment), time, randoms.get(), metrics);
  }

  private Placeholders placeholders(Routes routes, String hostname) {
    return Placeholders.of(hostname, HostAddress.find(), routes.config().agent(), environment);
  }

  private static LogOrigin origin(LogStreamConfig stream) {
    return new LogOrigin(stream.group().orElse(""), stream.stream(), "", stream.attributes());
  }

  /** Lanes as one input of lines sees them: with its batchers, and what was read before it. */
  private final class Feeds {
    private final Function<Route, Lane> lanes;
    private final Optional<Duration> flush;
    private final BatchIds ids = new BatchIds(randoms.get());

    Feeds(Function<Route, Lane> lanes, Optional<Duration> flush) {
      this.lanes = lanes;
      this.flush = flush;
    }

    LogFeed ofFiles(Route route) {
      return new LogFeed(route.lane(), batcher(route), readSoFar(route).files());
    }

    JournalFeed ofJournals(Route route) {
      return new JournalFeed(route.lane(), batcher(route), readSoFar(route).journals());
    }

    private LogBatcher batcher(Route route) {
      return new LogBatcher(
          lanes.apply(route), route.destination().batch(SignalKind.LOGS, flush), ids, time);
    }

    private ReadSoFar readSoFar(Route route) {
      return ReadSoFar.of(lanes.apply(route).coverage().join());
    }
  }
}
