package io.groundwatch.app;

import io.groundwatch.buffer.DiskBudget;
import io.groundwatch.config.ListenAddress;
import io.groundwatch.pipeline.Lane;
import io.groundwatch.runtime.FileFailure;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.runtime.WorkerThread;
import io.groundwatch.server.control.ControlServer;
import io.groundwatch.server.monitor.MonitorServer;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running agent: the threads of inputs and lanes. Inputs stop before the lanes that they fill
 * and start after them, so that nothing which was read is left behind.
 *
 * <p>{@link #apply} brings it to a configuration, at first and whenever that changes. What did not
 * change is not touched: a lane whose destination and kind are as they were goes on sending, and an
 * input that reads the same for the same lanes goes on reading. What did change ends as at a stop,
 * with all it had in memory on disk, and what comes in its place goes on from there.
 *
 * <p>One thread applies, another may stop.
 */
final class Agent {
  private static final Logger log = LoggerFactory.getLogger(Agent.class);

  /** How long the parts that a new configuration changes may take to end. */
  private static final Duration END_AT_MOST = Duration.ofSeconds(5);

  private final Wiring wiring;
  private final TimeSource time;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, RunningLane> lanes = new LinkedHashMap<>();
  private final Map<String, RunningInput> inputs = new LinkedHashMap<>();
  private @Nullable BufferLimit limit;
  private DiskBudget disk = DiskBudget.unlimited();
  private @Nullable StatusPlan statusPlan;
  private @Nullable WorkerThread status;
  private @Nullable ControlServer control;
  private @Nullable ListenAddress monitorAddress;
  private @Nullable MonitorServer monitor;
  private final InForce inForce;
  private volatile View view = new View(Map.of(), List.of(), List.of());
  private boolean stopped;

  /**
   * What runs, for other threads to ask.
   *
   * @param lanes by name
   * @param inputs in the order of the walk of data
   * @param threads of all of them
   */
  record View(Map<String, Lane> lanes, List<RunningInput> inputs, List<WorkerThread> threads) {
    /** What has been in one turn of its work for longer than {@code limit}, and for how long. */
    List<String> stuck(Duration limit) {
      return threads.stream()
          .filter(thread -> thread.busyFor().compareTo(limit) > 0)
          .map(thread -> thread.name() + " for " + Shown.age(thread.busyFor().toNanos()))
          .toList();
    }
  }

  /** Owns {@code wiring}. */
  Agent(Wiring wiring, TimeSource time) {
    this.wiring = wiring;
    this.time = time;
    this.inForce = new InForce(time);
  }

  /** What runs now. Any thread. */
  View view() {
    return view;
  }

  /** Which configuration runs, as the main thread says. */
  InForce inForce() {
    return inForce;
  }

  /**
   * Brings the agent to a configuration. Does nothing once it is stopped.
   *
   * @throws IOException where a lane that is new cannot be opened; all is then as it was
   * @throws BrokenAgentException where a part that had to be stopped cannot be replaced
   */
  void apply(Routes next) throws IOException {
    lock.lock();
    try {
      if (!stopped) {
        applyTo(next);
      }
    } finally {
      lock.unlock();
    }
  }

  private void applyTo(Routes next) throws IOException {
    List<InputPlan> plans = wiring.inputs(next);
    BufferLimit nextLimit = BufferLimit.of(next.config(), next.all().size());
    boolean sameLimit = nextLimit.equals(limit);
    DiskBudget budget = sameLimit ? disk : nextLimit.budget();
    List<Route> kept = sameLimit ? next.all().stream().filter(this::runs).toList() : List.of();
    List<Route> opened = next.all().stream().filter(route -> !kept.contains(route)).toList();
    Map<String, RunningLane> fresh =
        open(opened.stream().filter(r -> !lanes.containsKey(r.lane())).toList(), budget);
    try {
      stopInputs(inputs.values().stream().filter(i -> !isKept(i, plans, kept)).toList());
      stopLanes(lanes.values().stream().filter(l -> !kept.contains(l.route())).toList());
      lanes.putAll(fresh);
      lanes.putAll(
          open(opened.stream().filter(r -> !lanes.containsKey(r.lane())).toList(), budget));
    } catch (IOException e) {
      throw new BrokenAgentException(FileFailure.text(e), e);
    }
    limit = nextLimit;
    disk = budget;
    opened.forEach(route -> running(route).thread().start());
    plans.stream().filter(plan -> !inputs.containsKey(plan.name())).forEach(this::startInput);
    wiring.inputsRun();
    startStatus(StatusPlan.of(next));
    openControl();
    openMonitor(next.config().agent().monitorListen().orElse(null));
    wiring.sayUnsent(lanes.keySet());
    log.debug("Lanes kept: {}, opened: {}.", kept.size(), opened.size());
  }

  private boolean runs(Route route) {
    RunningLane lane = lanes.get(route.lane());
    return lane != null && lane.route().equals(route);
  }

  private static boolean isKept(RunningInput input, List<InputPlan> plans, List<Route> kept) {
    return kept.containsAll(input.plan().routes())
        && plans.stream()
            .anyMatch(
                plan ->
                    plan.name().equals(input.plan().name())
                        && plan.key().equals(input.plan().key()));
  }

  /** Opens all of them or none. */
  private Map<String, RunningLane> open(List<Route> routes, DiskBudget budget) throws IOException {
    Map<String, RunningLane> opened = new LinkedHashMap<>();
    try {
      for (Route route : routes) {
        opened.put(route.lane(), wiring.open(route, budget));
      }
      return opened;
    } catch (IOException | RuntimeException e) {
      opened.values().forEach(RunningLane::close);
      throw e;
    }
  }

  private void startInput(InputPlan plan) {
    List<Lane> filled = plan.routes().stream().map(route -> running(route).lane()).toList();
    RunningInput input =
        new RunningInput(plan, plan.maker().make(route -> running(route).lane()), filled, time);
    inputs.put(plan.name(), input);
    input.threads().forEach(WorkerThread::start);
  }

  private RunningLane running(Route route) {
    return Objects.requireNonNull(lanes.get(route.lane()), "lane");
  }

  private void startStatus(StatusPlan plan) {
    if (plan.equals(statusPlan)) {
      return;
    }
    if (status != null) {
      end(List.of(status), time.nanos() + END_AT_MOST.toNanos());
    }
    statusPlan = plan;
    status = new WorkerThread(wiring.status(plan), time);
    status.start();
  }

  /** Once; what it is asked about are the parts that run then. */
  private void openControl() {
    Map<String, Lane> running = new LinkedHashMap<>();
    lanes.forEach((name, lane) -> running.put(name, lane.lane()));
    List<WorkerThread> threads = new ArrayList<>();
    inputs.values().forEach(input -> threads.addAll(input.threads()));
    lanes.values().forEach(lane -> threads.add(lane.thread()));
    view = new View(running, List.copyOf(inputs.values()), List.copyOf(threads));
    if (control == null) {
      control = wiring.control(() -> view, inForce).orElse(null);
      if (control != null) {
        control.start();
      }
    }
  }

  private void openMonitor(@Nullable ListenAddress address) {
    if (Objects.equals(address, monitorAddress)) {
      return;
    }
    if (monitor != null) {
      monitor.close();
    }
    monitorAddress = address;
    monitor = address == null ? null : wiring.monitor(address, () -> view).orElse(null);
  }

  private void stopInputs(List<RunningInput> ending) throws IOException {
    List<WorkerThread> threads = ending.stream().flatMap(i -> i.threads().stream()).toList();
    if (!end(threads, time.nanos() + END_AT_MOST.toNanos())) {
      throw new IOException("an input does not end, so that none can take its place");
    }
    ending.forEach(RunningInput::letGo);
    ending.forEach(input -> inputs.remove(input.plan().name()));
  }

  private void stopLanes(List<RunningLane> ending) throws IOException {
    List<WorkerThread> threads = ending.stream().map(RunningLane::thread).toList();
    if (!end(threads, time.nanos() + END_AT_MOST.toNanos())) {
      throw new IOException("a lane does not end, so that none can take its place");
    }
    ending.forEach(RunningLane::close);
    ending.forEach(lane -> lanes.remove(lane.route().lane()));
  }

  /** Stops reading, brings what is in memory to disk, and closes; within {@code atMost}. */
  void stop(Duration atMost) {
    long deadline = time.nanos() + atMost.toNanos();
    boolean mine = lockWithin(atMost);
    try {
      stopped = true;
      openMonitor(null);
      if (control != null) {
        close(control);
      }
      end(inputs.values().stream().flatMap(i -> i.threads().stream()).toList(), deadline);
      end(lanes.values().stream().map(RunningLane::thread).toList(), deadline);
      if (status != null) {
        end(List.of(status), deadline);
      }
      lanes.values().forEach(RunningLane::close);
      close(wiring);
    } finally {
      if (mine) {
        lock.unlock();
      }
    }
  }

  private static void close(Closeable service) {
    try {
      service.close();
    } catch (IOException e) {
      log.warn("Not everything closed cleanly.", e);
    }
  }

  /** A stop does not wait for ever for a configuration that is being applied. */
  private boolean lockWithin(Duration atMost) {
    try {
      return lock.tryLock(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Ends threads. Returns whether all did by the deadline and a second more. */
  private boolean end(List<WorkerThread> threads, long deadline) {
    threads.forEach(t -> t.stop(deadline));
    boolean all = true;
    for (WorkerThread thread : threads) {
      Duration left = Duration.ofNanos(Math.max(0, deadline - time.nanos()));
      if (!thread.join(left.plusSeconds(1))) {
        all = false;
        log.error(
            "{} does not end in time; lines that it holds in memory will be read again.",
            thread.name());
      }
    }
    return all;
  }
}
