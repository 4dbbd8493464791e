package io.groundwatch.app;

import io.groundwatch.config.AgentConfig;
import io.groundwatch.config.AgentSection;
import io.groundwatch.config.FileConfig;
import io.groundwatch.config.LogStreamConfig;
import io.groundwatch.config.LogsSection;
import io.groundwatch.config.MetricsSection;
import io.groundwatch.config.ProcessorConfig.AddFields;
import io.groundwatch.input.file.FileEntry;
import io.groundwatch.input.file.FileInput;
import io.groundwatch.input.file.FileLimit;
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
import io.groundwatch.pipeline.BatchIds;
import io.groundwatch.pipeline.Lane;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Makes the inputs that a configuration asks for: those of this host here, those of the network by
 * {@link SenderInputs}. A new one is one more line there or in {@link #of}. Used by the thread that
 * brings the agent to its configuration.
 */
final class Inputs {
  private static final long USUAL_OPEN_FILES = 1024;

  private final Path stateDirectory;
  private final Map<String, String> environment;
  private final TimeSource time;
  private final SelfMetrics metrics;
  private final Supplier<? extends RandomGenerator> randoms;
  private final HostSchedules schedules;
  private final WhoIsHost who;
  private final SenderInputs senders;
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
    this.who = new WhoIsHost(environment, time);
    this.senders = new SenderInputs(environment, time, metrics, randoms, who);
  }

  /**
   * The inputs of a configuration, what asks the cloud for them first.
   *
   * @throws IOException where this host has no name
   */
  List<InputPlan> of(Routes routes) throws IOException {
    AgentConfig config = routes.config();
    String hostname = Hostname.of(config.agent(), environment);
    Placeholders placeholders =
        Placeholders.of(hostname, HostAddress.find(), config.agent(), environment, who.identity());
    Set<String> used = new TreeSet<>();
    List<InputPlan> plans = new ArrayList<>();
    if (!routes.metrics().isEmpty()) {
      MetricsSection section = config.metrics().orElseThrow();
      used.addAll(WhoIsHost.used(section));
      if (!section.inputs().isEmpty()) {
        plans.add(host(routes, section, hostname));
      }
      plans.addAll(senders.ofMetrics(routes, section, hostname));
    }
    if (!routes.files().isEmpty()) {
      Set<String> wanted = placeholders.wanted(routes.files().stream().flatMap(Inputs::texts));
      used.addAll(wanted);
      plans.add(files(routes, placeholders, wanted));
    }
    if (!routes.journals().isEmpty()) {
      Set<String> wanted =
          placeholders.wanted(routes.journals().stream().flatMap(j -> names(j.journal().stream())));
      used.addAll(wanted);
      plans.add(journal(routes, placeholders, wanted));
    }
    plans.addAll(senders.of(routes, placeholders, hostname));
    who.asking(used, randoms).ifPresent(plan -> plans.add(0, plan));
    return plans;
  }

  /** What of an entry may hold placeholders. */
  private static Stream<String> texts(Routes.FileRoute route) {
    Stream<String> added =
        route.file().processors().stream()
            .filter(AddFields.class::isInstance)
            .flatMap(add -> ((AddFields) add).fields().values().stream());
    return Stream.concat(names(route.file().stream()), added);
  }

  private static Stream<String> names(LogStreamConfig stream) {
    return Stream.concat(stream.group().stream(), Stream.of(stream.stream()));
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
        lanes ->
            List.of(hostInput(routes, hostname, base.with(section.appendDimensions()), lanes)));
  }

  private Worker hostInput(
      Routes routes, String hostname, Dimensions base, Function<Route, Lane> lanes) {
    MetricsSection section = routes.config().metrics().orElseThrow();
    AgentSection agent = routes.config().agent();
    MetricFanout fanout = feeds(lanes, section.forceFlushInterval()).ofSamples(routes.metrics());
    HostInput host =
        new HostInput(
            schedules.of(section, base, HostRoots.of(agent.hostRoot(), environment)),
            time,
            who.sink(section, agent, hostname, fanout),
            metrics,
            () -> {});
    return who.awaiting(new SampledInput(host, fanout), WhoIsHost.used(section));
  }

  static Optional<Duration> logsFlush(Routes routes) {
    return routes.config().logs().flatMap(LogsSection::forceFlushInterval);
  }

  private LaneFeeds feeds(Function<Route, Lane> lanes, Optional<Duration> flush) {
    return new LaneFeeds(lanes, flush, new BatchIds(randoms.get()), time, metrics);
  }

  private InputPlan files(Routes routes, Placeholders placeholders, Set<String> wanted)
      throws IOException {
    long handles = OpenFileLimit.of(Path.of("/proc")).orElse(USUAL_OPEN_FILES);
    Optional<Duration> flush = logsFlush(routes);
    return new InputPlan(
        "files",
        List.of(routes.files(), placeholders.usual(), flush),
        routes.files().stream().flatMap(f -> f.routes().stream()).distinct().toList(),
        lanes ->
            List.of(
                who.awaiting(
                    fileInput(routes, placeholders, feeds(lanes, flush), handles), wanted)));
  }

  private Worker fileInput(
      Routes routes, Placeholders placeholders, LaneFeeds lanes, long handles) {
    Map<Route, LogFeed> feeds = new LinkedHashMap<>();
    Processors processors = new Processors(time, metrics, placeholders);
    List<FileEntry> entries = new ArrayList<>();
    for (Routes.FileRoute route : routes.files()) {
      FileConfig file = route.file();
      List<LogFeed> wanted =
          route.routes().stream()
              .map(r -> feeds.computeIfAbsent(r, lanes::ofFiles))
              .map(feed -> feed.through(processors.of(file, feed.lane())))
              .toList();
      entries.add(new FileEntry(file, placeholders, wanted));
    }
    FileInput input =
        new FileInput(entries, stateDirectory, KernelHints::open, time, randoms.get(), metrics);
    input.limitTo(FileLimit.within(Runtime.getRuntime().maxMemory(), feeds.size()), handles);
    input.handOverThrough(heldFiles);
    return input;
  }

  private InputPlan journal(Routes routes, Placeholders placeholders, Set<String> wanted) {
    Optional<Duration> flush = logsFlush(routes);
    return new InputPlan(
        "journal",
        List.of(routes.journals(), placeholders.usual(), flush),
        routes.journals().stream().flatMap(j -> j.routes().stream()).distinct().toList(),
        lanes ->
            List.of(who.awaiting(journalInput(routes, placeholders, feeds(lanes, flush)), wanted)));
  }

  private Worker journalInput(Routes routes, Placeholders placeholders, LaneFeeds lanes) {
    Map<Route, JournalFeed> feeds = new LinkedHashMap<>();
    List<JournalEntry> entries = new ArrayList<>();
    for (Routes.JournalRoute route : routes.journals()) {
      List<JournalFeed> wanted =
          route.routes().stream().map(r -> feeds.computeIfAbsent(r, lanes::ofJournals)).toList();
      entries.add(new JournalEntry(route.journal(), placeholders, wanted));
    }
    return new JournalInput(entries, JournalSystem.open(environment), time, randoms.get(), metrics);
  }
}
