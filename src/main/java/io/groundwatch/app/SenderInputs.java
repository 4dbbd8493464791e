package io.groundwatch.app;

import io.groundwatch.config.AgentConfig;
import io.groundwatch.config.AgentSection;
import io.groundwatch.config.CloudWatchApiConfig;
import io.groundwatch.config.CollectdConfig;
import io.groundwatch.config.LogStreamConfig;
import io.groundwatch.config.LogsSection;
import io.groundwatch.config.MetricsSection;
import io.groundwatch.config.OtlpConfig;
import io.groundwatch.config.ScrapeJob;
import io.groundwatch.config.StatsdConfig;
import io.groundwatch.config.SyslogConfig;
import io.groundwatch.input.cloudwatch.CloudWatchInput;
import io.groundwatch.input.cloudwatch.CloudWatchOutlets;
import io.groundwatch.input.collectd.CollectdInput;
import io.groundwatch.input.collectd.CollectdOutlets;
import io.groundwatch.input.emf.EmfInput;
import io.groundwatch.input.emf.EmfOutlets;
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
import io.groundwatch.pipeline.RecordFanout;
import io.groundwatch.pipeline.SampledInput;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.runtime.Worker;
import io.groundwatch.telemetry.SelfMetrics;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Makes the inputs of what others send, or are asked for, over the network. Used by the thread that
 * brings the agent to its configuration.
 */
final class SenderInputs {
  private final Map<String, String> environment;
  private final TimeSource time;
  private final SelfMetrics metrics;
  private final Supplier<? extends RandomGenerator> randoms;
  private final WhoIsHost who;

  /**
   * @param randoms gives each thread a source of its own
   */
  SenderInputs(
      Map<String, String> environment,
      TimeSource time,
      SelfMetrics metrics,
      Supplier<? extends RandomGenerator> randoms,
      WhoIsHost who) {
    this.environment = environment;
    this.time = time;
    this.metrics = metrics;
    this.randoms = randoms;
    this.who = who;
  }

  /** Those that give metrics first. */
  List<InputPlan> ofMetrics(Routes routes, MetricsSection section, String hostname) {
    List<InputPlan> plans = new ArrayList<>();
    section.statsd().ifPresent(s -> plans.add(statsd(routes, section, s, hostname)));
    section.collectd().ifPresent(c -> plans.add(collectd(routes, section, c, hostname)));
    if (!section.scrapeJobs().isEmpty()) {
      plans.add(prometheus(routes, section, hostname));
    }
    return plans;
  }

  /** Those that give logs, or both. */
  List<InputPlan> of(Routes routes, Placeholders placeholders, String hostname) {
    AgentConfig config = routes.config();
    List<InputPlan> plans = new ArrayList<>();
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
    return plans;
  }

  private InputPlan statsd(
      Routes routes, MetricsSection section, StatsdConfig statsd, String hostname) {
    return packets(
        "statsd",
        statsd,
        statsd.logGroup(),
        routes,
        section,
        hostname,
        (base, out, records) ->
            new StatsdInput(
                statsd, section.namespace(), base, time, randoms.get(), metrics, out, records));
  }

  private InputPlan collectd(
      Routes routes, MetricsSection section, CollectdConfig collectd, String hostname) {
    return packets(
        "collectd",
        collectd,
        collectd.logGroup(),
        routes,
        section,
        hostname,
        (base, out, records) ->
            new CollectdInput(
                collectd,
                new CollectdOutlets(section.namespace(), base, out, records),
                time,
                metrics));
  }

  /** Makes an input of packets. */
  private interface PacketInputMaker {
    Worker make(Dimensions base, PacedSink out, RecordFanout records);
  }

  /**
   * Metrics of packets, and, where they have a group, the events among them. It listens at once;
   * what its dimensions need of the cloud is known by its first interval.
   */
  private InputPlan packets(
      String name,
      Object config,
      Optional<String> logGroup,
      Routes routes,
      MetricsSection section,
      String hostname,
      PacketInputMaker maker) {
    AgentSection agent = routes.config().agent();
    Dimensions base = baseOf(section, agent, hostname);
    List<Route> records = logGroup.isPresent() ? routes.records() : List.of();
    Optional<Duration> flush = Inputs.logsFlush(routes);
    return new InputPlan(
        name,
        List.of(
            config,
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
                  maker.make(
                      base,
                      new PacedSink(out, fanout, time),
                      feeds(lanes, flush).ofRecords(records)),
                  fanout));
        });
  }

  private InputPlan syslog(Routes routes, SyslogConfig syslog, Placeholders placeholders) {
    Optional<Duration> flush = Inputs.logsFlush(routes);
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
    Optional<Duration> logFlush = Inputs.logsFlush(routes);
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
    Optional<Duration> logFlush = Inputs.logsFlush(routes);
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
}
