package io.groundwatch.app;

import io.groundwatch.buffer.DiskBudget;
import io.groundwatch.config.AgentConfig;
import io.groundwatch.config.FileConfig;
import io.groundwatch.config.JournalConfig;
import io.groundwatch.config.LogStreamConfig;
import io.groundwatch.config.LogsSection;
import io.groundwatch.config.MetricsSection;
import io.groundwatch.input.file.FileEntry;
import io.groundwatch.input.file.FileInput;
import io.groundwatch.input.file.KernelHints;
import io.groundwatch.input.file.LogFeed;
import io.groundwatch.input.host.HostCollectors;
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
import io.groundwatch.pipeline.LaneTools;
import io.groundwatch.pipeline.LogBatcher;
import io.groundwatch.pipeline.MemoryBudget;
import io.groundwatch.pipeline.MetricBatcher;
import io.groundwatch.pipeline.MetricFanout;
import io.groundwatch.pipeline.SampledInput;
import io.groundwatch.processor.Processors;
import io.groundwatch.runtime.FileFailure;
import io.groundwatch.runtime.ServiceStack;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.runtime.Worker;
import io.groundwatch.server.control.ControlServer;
import io.groundwatch.telemetry.SelfMetrics;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes an agent out of a configuration: the only place that knows every part. A new input is one
 * more line in {@link #inputs}; a new output one in {@link Outputs}.
 */
final class Wiring {
  private static final Logger log = LoggerFactory.getLogger(Wiring.class);

  private final AgentConfig config;
  private final Routes routes;
  private final Path stateDirectory;
  private final Map<String, String> environment;
  private final TimeSource time;
  private final SelfMetrics metrics = new SelfMetrics();
  private final ServiceStack services = new ServiceStack();
  private final Map<Route, Lane> lanes = new LinkedHashMap<>();
  // Ids must not repeat across restarts and hosts, so each thread's source starts from the
  // system's.
  private final SecureRandom seeds = new SecureRandom();

  Wiring(Routes routes, Path stateDirectory, Map<String, String> environment, TimeSource time) {
    this.config = routes.config();
    this.routes = routes;
    this.stateDirectory = stateDirectory;
    this.environment = environment;
    this.time = time;
  }

  /**
   * Opens every lane and makes every input.
   *
   * @throws IOException where a folder cannot be used, or another agent uses it; nothing stays open
   */
  Agent agent(OutputStream stdout) throws IOException {
    try {
      openLanes(stdout);
      List<String> names = lanes.keySet().stream().map(Route::lane).toList();
      StatusLine status = new StatusLine(metrics, names, time, config.agent().statusInterval());
      List<Worker> inputs = inputs();
      return new Agent(inputs, List.copyOf(lanes.values()), status, control(), services, time);
    } catch (IOException | RuntimeException e) {
      services.close();
      throw e;
    }
  }

  /** An agent that cannot be asked for things is an agent all the same. */
  private Optional<ControlServer> control() {
    Map<String, Lane> byName = new HashMap<>();
    lanes.forEach((route, lane) -> byName.put(route.lane(), lane));
    try {
      return Optional.of(
          ControlServer.open(
              stateDirectory.resolve(LaneOrders.RUN_FOLDER),
              LaneOrders.commands(
                  name -> Optional.ofNullable(byName.get(name)).map(lane -> lane::order)),
              time));
    } catch (IOException e) {
      log.warn(
          "There is no control socket, so what changes a queue has to wait until the agent is"
              + " stopped: {}",
          FileFailure.text(e));
      return Optional.empty();
    }
  }

  private void openLanes(OutputStream stdout) throws IOException {
    Outputs outputs = new Outputs(services, environment, stdout, time);
    MemoryBudget memory = new MemoryBudget(MemoryBudget.DEFAULT_BYTES);
    List<Route> all = routes.all();
    DiskBudget disk =
        config
            .agent()
            .maxTotalBytes()
            .map(bytes -> new DiskBudget(bytes, Math.max(1, all.size())))
            .orElseGet(DiskBudget::unlimited);
    Lanes opening = new Lanes(stateDirectory, outputs, disk, services);
    for (Route route : all) {
      LaneTools tools = new LaneTools(time, random(), memory, metrics);
      lanes.put(route, opening.open(route, tools));
    }
  }

  private List<Worker> inputs() throws IOException {
    List<Worker> inputs = new ArrayList<>();
    String hostname = Hostname.of(config.agent(), environment);
    if (!routes.metrics().isEmpty()) {
      inputs.addAll(hostInput(config.metrics().orElseThrow(), hostname));
    }
    if (!routes.files().isEmpty()) {
      inputs.add(fileInput(hostname));
    }
    if (!routes.journals().isEmpty()) {
      inputs.add(journalInput(hostname));
    }
    return inputs;
  }

  private List<Worker> hostInput(MetricsSection section, String hostname) {
    List<MetricBatcher> batchers = new ArrayList<>();
    BatchIds ids = new BatchIds(random());
    for (Route route : routes.metrics()) {
      Lane lane = lane(route);
      batchers.add(
          new MetricBatcher(
              lane,
              route.destination().batch(SignalKind.METRICS, section.forceFlushInterval()),
              ids,
              time,
              lane.metrics().dropped(DropReason.LANE_BLOCKED)));
    }
    MetricFanout fanout = new MetricFanout(batchers);
    Dimensions base =
        config.agent().omitHostname() ? Dimensions.NONE : Dimensions.NONE.with("host", hostname);
    WhoIsHost who = WhoIsHost.of(section, config.agent(), hostname, environment, time, random());
    HostInput host =
        new HostInput(
            HostCollectors.open(
                section.inputs(),
                section.namespace(),
                base.with(section.appendDimensions()),
                HostRoots.of(config.agent().hostRoot(), environment),
                time),
            time,
            who.sink(fanout),
            metrics,
            () -> {});
    return who.workers(new SampledInput(host, fanout));
  }

  private Worker fileInput(String hostname) {
    Placeholders placeholders =
        Placeholders.of(hostname, HostAddress.find(), config.agent(), environment);
    BatchIds ids = new BatchIds(random());
    Optional<Duration> flush = config.logs().flatMap(LogsSection::forceFlushInterval);
    Map<Route, LogFeed> feeds = new LinkedHashMap<>();
    Processors processors = new Processors(time, metrics);
    List<FileEntry> entries = new ArrayList<>();
    for (Routes.FileRoute file : routes.files()) {
      FileConfig filled = placeholders.fill(file.file());
      List<LogFeed> wanted =
          file.routes().stream()
              .map(route -> feeds.computeIfAbsent(route, r -> feed(r, flush, ids)))
              .map(feed -> feed.through(processors.of(filled, feed.lane())))
              .toList();
      entries.add(new FileEntry(filled, wanted));
    }
    return new FileInput(entries, stateDirectory, KernelHints::open, time, random(), metrics);
  }

  private LogFeed feed(Route route, Optional<Duration> flush, BatchIds ids) {
    ReadSoFar read = ReadSoFar.of(lane(route).coverageAtOpen());
    return new LogFeed(route.lane(), logBatcher(route, flush, ids), read.files());
  }

  private Worker journalInput(String hostname) {
    Placeholders placeholders =
        Placeholders.of(hostname, HostAddress.find(), config.agent(), environment);
    BatchIds ids = new BatchIds(random());
    Optional<Duration> flush = config.logs().flatMap(LogsSection::forceFlushInterval);
    Map<Route, JournalFeed> feeds = new LinkedHashMap<>();
    List<JournalEntry> entries = new ArrayList<>();
    for (Routes.JournalRoute route : routes.journals()) {
      JournalConfig journal = route.journal();
      List<JournalFeed> wanted =
          route.routes().stream()
              .map(r -> feeds.computeIfAbsent(r, added -> journalFeed(added, flush, ids)))
              .toList();
      LogOrigin origin = origin(placeholders.fill(journal.stream()));
      entries.add(new JournalEntry(journal, origin, wanted));
    }
    return new JournalInput(entries, JournalSystem.open(environment), time, random(), metrics);
  }

  private static LogOrigin origin(LogStreamConfig stream) {
    return new LogOrigin(stream.group().orElse(""), stream.stream(), "", stream.attributes());
  }

  private JournalFeed journalFeed(Route route, Optional<Duration> flush, BatchIds ids) {
    ReadSoFar read = ReadSoFar.of(lane(route).coverageAtOpen());
    return new JournalFeed(route.lane(), logBatcher(route, flush, ids), read.journals());
  }

  private LogBatcher logBatcher(Route route, Optional<Duration> flush, BatchIds ids) {
    return new LogBatcher(
        lane(route), route.destination().batch(SignalKind.LOGS, flush), ids, time);
  }

  private Lane lane(Route route) {
    return Objects.requireNonNull(lanes.get(route));
  }

  private SplittableRandom random() {
    return new SplittableRandom(seeds.nextLong());
  }
}
