package io.groundwatch.app;

import io.groundwatch.buffer.DiskBudget;
import io.groundwatch.config.ListenAddress;
import io.groundwatch.pipeline.LaneTools;
import io.groundwatch.pipeline.MemoryBudget;
import io.groundwatch.runtime.FileFailure;
import io.groundwatch.runtime.ServiceStack;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.runtime.Worker;
import io.groundwatch.server.control.ControlCommand;
import io.groundwatch.server.control.ControlServer;
import io.groundwatch.server.monitor.MonitorPages;
import io.groundwatch.server.monitor.MonitorServer;
import io.groundwatch.telemetry.PrometheusText;
import io.groundwatch.telemetry.SelfMetrics;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the parts of an agent: the only place that knows every one. What all configurations share,
 * such as the network's thread and the numbers, is made once. Used by the thread that brings the
 * agent to its configuration.
 */
final class Wiring implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(Wiring.class);

  private final Path stateDirectory;
  private final TimeSource time;
  private final SelfMetrics metrics = new SelfMetrics();
  private final MemoryBudget memory = new MemoryBudget(MemoryBudget.DEFAULT_BYTES);
  private final ServiceStack services = new ServiceStack();
  private final Lanes lanes;
  private final Inputs inputs;
  private final UnsentQueues unsent;
  // Ids must not repeat across restarts and hosts, so each thread's source starts from the
  // system's.
  private final SecureRandom seeds = new SecureRandom();

  Wiring(
      Path stateDirectory, Map<String, String> environment, TimeSource time, OutputStream stdout) {
    this.stateDirectory = stateDirectory;
    this.time = time;
    Outputs outputs = new Outputs(services, environment, stdout, time);
    this.lanes = new Lanes(stateDirectory, outputs);
    this.unsent = new UnsentQueues(stateDirectory, metrics, time);
    this.inputs = new Inputs(stateDirectory, environment, time, metrics, this::random);
  }

  /**
   * Opens a lane.
   *
   * @param disk what its buffer shares with those of the other lanes
   * @throws IOException where its folder cannot be used, or another agent uses it
   */
  RunningLane open(Route route, DiskBudget disk) throws IOException {
    return lanes.open(route, new LaneTools(time, random(), memory, metrics), disk);
  }

  /** All inputs of a configuration run: lets go of what those before them left for others. */
  void inputsRun() {
    inputs.letGo();
  }

  /** The inputs that a configuration asks for. */
  List<InputPlan> inputs(Routes routes) throws IOException {
    return inputs.of(routes);
  }

  /** What says how the agent is doing, and looks after its memory. */
  Worker status(StatusPlan plan) {
    return new Upkeep(
        new StatusLine(metrics, plan.lanes(), time, plan.interval()),
        HeapTrim.ofThisProcess(),
        time);
  }

  /**
   * Opens where the agent is asked for things. One that cannot be asked is an agent all the same.
   *
   * @param view what runs
   * @param inForce its configuration
   */
  Optional<ControlServer> control(Supplier<Agent.View> view, InForce inForce) {
    Map<String, ControlCommand> commands =
        LaneOrders.commands(
            name -> Optional.ofNullable(view.get().lanes().get(name)).map(lane -> lane::order));
    commands.put(
        AgentStatus.COMMAND, new AgentStatus(view, inForce, stateDirectory, metrics, time));
    try {
      return Optional.of(
          ControlServer.open(stateDirectory.resolve(LaneOrders.RUN_FOLDER), commands, time));
    } catch (IOException e) {
      log.warn(
          "There is no control socket, so what changes a queue has to wait until the agent is"
              + " stopped: {}",
          FileFailure.text(e));
      return Optional.empty();
    }
  }

  /** Serves {@code /healthz} and {@code /metrics}; an agent without is an agent all the same. */
  Optional<MonitorServer> monitor(ListenAddress address, Supplier<Agent.View> view) {
    MonitorPages pages =
        new MonitorPages(
            Map.of(
                "/healthz", () -> Health.page(view.get()),
                "/metrics",
                    () ->
                        new MonitorPages.Page(
                            200,
                            PrometheusText.CONTENT_TYPE,
                            PrometheusText.of(metrics.snapshot()))));
    try {
      MonitorServer server = MonitorServer.open(address.host(), address.port(), pages);
      ListenAddress at = new ListenAddress(address.host(), server.address().getPort());
      log.info("Serving /healthz and /metrics on {}.", at.text());
      return Optional.of(server);
    } catch (IOException e) {
      log.error("agent.monitor_listen: {}. Everything else runs.", e.getMessage());
      return Optional.empty();
    }
  }

  /** Says which queues there are beside those of running lanes. */
  void sayUnsent(Collection<String> running) {
    unsent.say(running);
  }

  /** Closes what all configurations share. */
  @Override
  public void close() throws IOException {
    services.close();
  }

  private SplittableRandom random() {
    return new SplittableRandom(seeds.nextLong());
  }
}
