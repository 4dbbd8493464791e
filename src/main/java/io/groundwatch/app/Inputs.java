package io.groundwatch.app;

import io.groundwatch.config.AgentConfig;
import io.groundwatch.config.AgentSection;
import io.groundwatch.config.CloudWatchApiConfig;
import io.groundwatch.config.CollectdConfig;
import io.groundwatch.config.FileConfig;
import io.groundwatch.config.LogStreamConfig;
import io.groundwatch.config.LogsSection;
import io.groundwatch.config.MetricsSection;
import io.groundwatch.config.OtlpConfig;
import io.groundwatch.config.ProcessorConfig.AddFields;
import io.groundwatch.config.ScrapeJob;
import io.groundwatch.config.StatsdConfig;
import io.groundwatch.config.SyslogConfig;
import io.groundwatch.input.cloudwatch.CloudWatchInput;
import io.groundwatch.input.cloudwatch.CloudWatchOutlets;
import io.groundwatch.input.collectd.CollectdInput;
import io.groundwatch.input.collectd.CollectdOutlets;
import io.groundwatch.input.emf.EmfInput;
import io.groundwatch.input.emf.EmfOutlets;
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
import io.groundwatch.input.otlp.OtlpInput;
import io.groundwatch.input.otlp.OtlpOutlets;
import io.groundwatch.input.prometheus.PrometheusInput;
import io.groundwatch.input.statsd.StatsdInput;
import io.groundwatch.input.syslog.SyslogInput;
import io.groundwatch.model.Dimensions;
import io.groundwatch.pipeline.BatchIds;
import io.groundwatch.pipeline.Lane;
import io.groundwatch.pipeline.MetricFanout;
import io.groundwatch.pipeline.MetricSink;
import io.groundwatch.pipeline.PacedSink;
import io.groundwatch.pipeline.SampledInput;
import io.groundwatch.processor.Processors;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.runtime.Worker;
import io.groundwatch.telemetry.SelfMetrics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
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
 * Makes the inputs that a configuration asks for. A new one is one more line in {@link #of}. Used
 * by the thread that brings the agent to its configuration.
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
      section.statsd().ifPresent(s -> plans.add(statsd(routes, section, s, hostname)));
      section.collectd().ifPresent(c -> plans.add(collectd(routes, section, c, hostname)));
      if (!section.scrapeJobs().isEmpty()) {
        plans.add(prometheus(routes, section, hostname));
      }
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
    routes.emf().forEach(route -> plans.add(emf(routes, route, placeholders)));
    config
        .logs()
        .flatMap(LogsSection::syslog)
        .ifPresent(syslog -> plans.add(syslog(routes, syslog, placeholders)));
    for (CloudWatchApiConfig api : config.cloudWatchApis()) {
      plans.add(cloudWatchApi(routes, api, hostname));
    }
    for (OtlpConfig otlp : config.otlp()) {
      plans.add(otlp(routes, otlp, placeholders, hostname));
    }
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

  /** It listens at once; what its dimensions need of the cloud is known by its first interval. */
  private InputPlan statsd(
      Routes routes, MetricsSection section, StatsdConfig statsd, String hostname) {
    AgentSection agent = routes.config().agent();
    Dimensions base = baseOf(section, agent, hostname);
    List<Route> records = statsd.logGroup().isPresent() ? routes.records() : List.of();
    Optional<Duration> flush = logsFlush(routes);
    return new InputPlan(
        "statsd",
        List.of(
            statsd,
            section.namespace(),
            base,
            section.forceFlushInterval(),
            flush,
            routes.metrics(),
            records),
        Stream.concat(routes.metrics().stream(), records.stream()).toList(),
        lanes -> {
          MetricFanout fanout =
              feeds(lanes, section.forceFlushInterval()).ofSamples(routes.metrics());
          MetricSink out = who.sink(section, agent, hostname, fanout);
          return List.of(
              new SampledInput(
                  new StatsdInput(
                      statsd,
                      section.namespace(),
                      base,
                      time,
                      randoms.get(),
                      metrics,
                      new PacedSink(out, fanout, time),
                      feeds(lanes, flush).ofRecords(records)),
                  fanout));
        });
  }

  private InputPlan collectd(
      Routes routes, MetricsSection section, CollectdConfig collectd, String hostname) {
    AgentSection agent = routes.config().agent();
    Dimensions base = baseOf(section, agent, hostname);
    List<Route> records = collectd.logGroup().isPresent() ? routes.records() : List.of();
    Optional<Duration> flush = logsFlush(routes);
    return new InputPlan(
        "collectd",
        List.of(
            collectd,
            section.namespace(),
            base,
            section.forceFlushInterval(),
            flush,
            routes.metrics(),
            records),
        Stream.concat(routes.metrics().stream(), records.stream()).toList(),
        lanes -> {
          MetricFanout fanout =
              feeds(lanes, section.forceFlushInterval()).ofSamples(routes.metrics());
          MetricSink out = who.sink(section, agent, hostname, fanout);
          CollectdOutlets outlets =
              new CollectdOutlets(
                  section.namespace(),
                  base,
                  new PacedSink(out, fanout, time),
                  feeds(lanes, flush).ofRecords(records));
          return List.of(
              new SampledInput(new CollectdInput(collectd, outlets, time, metrics), fanout));
        });
  }

  private InputPlan syslog(Routes routes, SyslogConfig syslog, Placeholders placeholders) {
    Optional<Duration> flush = logsFlush(routes);
    return new InputPlan(
        "syslog",
        List.of(syslog, placeholders.usual(), flush, routes.records()),
        routes.records(),
        lanes ->
            List.of(
                new SyslogInput(
                    syslog,
                    feeds(lanes, flush).ofRecords(routes.records()),
                    placeholders,
                    ZoneId.systemDefault(),
                    time,
                    metrics)));
  }

  private InputPlan cloudWatchApi(Routes routes, CloudWatchApiConfig api, String hostname) {
    AgentSection agent = routes.config().agent();
    Optional<MetricsSection> section = routes.config().metrics();
    // What an application says of its metrics is all that it means: no host is added.
    Dimensions base =
        section.map(s -> Dimensions.NONE.with(s.appendDimensions())).orElse(Dimensions.NONE);
    List<Route> metricRoutes = api.metrics() ? routes.metrics() : List.of();
    List<Route> records = api.logs() ? routes.records() : List.of();
    Optional<Duration> metricFlush = metricsFlush(routes);
    Optional<Duration> logFlush = logsFlush(routes);
    boolean alone = routes.config().cloudWatchApis().size() == 1;
    return new InputPlan(
        alone ? "cloudwatch" : "cloudwatch " + api.address().text(),
        List.of(api, base, metricFlush, logFlush, metricRoutes, records),
        Stream.concat(metricRoutes.stream(), records.stream()).toList(),
        lanes -> {
          MetricFanout fanout = feeds(lanes, metricFlush).ofSamples(metricRoutes);
          MetricSink sink = section.map(s -> who.sink(s, agent, hostname, fanout)).orElse(fanout);
          CloudWatchOutlets outlets =
              new CloudWatchOutlets(base, sink, fanout, feeds(lanes, logFlush).ofRecords(records));
          return List.of(new CloudWatchInput(api, outlets, time, metrics));
        });
  }

  /** What is scraped says itself whose it is: of this host's dimensions it gets no name. */
  private InputPlan prometheus(Routes routes, MetricsSection section, String hostname) {
    AgentSection agent = routes.config().agent();
    Dimensions base = Dimensions.NONE.with(section.appendDimensions());
    return new InputPlan(
        "prometheus",
        List.of(
            section.scrapeJobs(),
            section.namespace(),
            base,
            section.forceFlushInterval(),
            routes.metrics()),
        routes.metrics(),
        lanes -> {
          MetricFanout fanout =
              feeds(lanes, section.forceFlushInterval()).ofTotals(routes.metrics());
          MetricSink out = who.sink(section, agent, hostname, fanout);
          return List.of(
              new SampledInput(
                  new PrometheusInput(
                      section.scrapeJobs(),
                      section.namespace(),
                      base,
                      this::credentials,
                      time,
                      metrics,
                      new PacedSink(out, fanout, time)),
                  fanout));
        });
  }

  private Map<String, String> credentials(ScrapeJob job) throws IOException {
    return job.auth().isPresent()
        ? new ConfiguredAuth(job.auth().get(), environment).read()
        : Map.of();
  }

  /** Several listen at several addresses, and differ by these. */
  private InputPlan otlp(
      Routes routes, OtlpConfig otlp, Placeholders placeholders, String hostname) {
    AgentSection agent = routes.config().agent();
    Optional<MetricsSection> section = routes.config().metrics();
    Dimensions base = section.map(s -> baseOf(s, agent, hostname)).orElse(Dimensions.NONE);
    String namespace =
        section.map(MetricsSection::namespace).orElse(MetricsSection.DEFAULT_NAMESPACE);
    List<Route> metricRoutes = otlp.metrics() ? routes.metrics() : List.of();
    List<Route> records = otlp.logs().isPresent() ? routes.records() : List.of();
    Optional<Duration> metricFlush = metricsFlush(routes);
    Optional<Duration> logFlush = logsFlush(routes);
    boolean alone = routes.config().otlp().size() == 1;
    return new InputPlan(
        alone ? "otlp" : "otlp " + otlp.address().text(),
        List.of(
            otlp,
            namespace,
            base,
            placeholders.usual(),
            metricFlush,
            logFlush,
            metricRoutes,
            records),
        Stream.concat(metricRoutes.stream(), records.stream()).toList(),
        lanes -> {
          MetricFanout fanout = feeds(lanes, metricFlush).ofTotals(metricRoutes);
          MetricSink sink = section.map(s -> who.sink(s, agent, hostname, fanout)).orElse(fanout);
          OtlpOutlets outlets =
              new OtlpOutlets(
                  namespace,
                  base,
                  sink,
                  fanout,
                  feeds(lanes, logFlush).ofRecords(records),
                  placeholders);
          return List.of(
              new OtlpInput(otlp, outlets, Runtime.getRuntime().maxMemory(), time, metrics));
        });
  }

  private static Dimensions baseOf(MetricsSection section, AgentSection agent, String hostname) {
    return (agent.omitHostname() ? Dimensions.NONE : Dimensions.NONE.with("host", hostname))
        .with(section.appendDimensions());
  }

  private static Optional<Duration> logsFlush(Routes routes) {
    return routes.config().logs().flatMap(LogsSection::forceFlushInterval);
  }

  /** Its records are filed under names that they bring, so that it waits for nothing. */
  private InputPlan emf(Routes routes, Routes.EmfRoute route, Placeholders placeholders) {
    LogsSection section = routes.config().logs().orElseThrow();
    Optional<Duration> flush = metricsFlush(routes);
    List<Route> all = Stream.concat(route.logs().stream(), route.metrics().stream()).toList();
    return new InputPlan(
        "emf",
        List.of(route, section.logStreamName(), placeholders.usual(), flush),
        all,
        lanes -> {
          MetricFanout fanout = feeds(lanes, flush).ofSamples(route.metrics());
          LaneFeeds feeds = feeds(lanes, section.forceFlushInterval());
          EmfOutlets outlets =
              new EmfOutlets(
                  feeds.ofRecords(route.logs()),
                  new PacedSink(fanout, fanout, time),
                  section.logStreamName().orElse(LogStreamConfig.DEFAULT_STREAM),
                  placeholders);
          return List.of(
              new SampledInput(new EmfInput(route.emf(), outlets, time, metrics), fanout));
        });
  }

  private static Optional<Duration> metricsFlush(Routes routes) {
    return routes.config().metrics().flatMap(MetricsSection::forceFlushInterval);
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
