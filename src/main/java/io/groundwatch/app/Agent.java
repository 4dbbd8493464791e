package io.groundwatch.app;

import io.groundwatch.pipeline.Lane;
import io.groundwatch.runtime.ServiceStack;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.runtime.Worker;
import io.groundwatch.runtime.WorkerThread;
import io.groundwatch.server.control.ControlServer;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running agent: the threads of inputs and lanes, started lanes first and stopped inputs first,
 * so that nothing which was read is left behind. Started and stopped by one thread each.
 */
final class Agent {
  private static final Logger log = LoggerFactory.getLogger(Agent.class);

  private final List<WorkerThread> inputs = new ArrayList<>();
  private final List<WorkerThread> lanes = new ArrayList<>();
  private final WorkerThread status;
  private final Optional<ControlServer> control;
  private final ServiceStack services;
  private final TimeSource time;

  /**
   * Puts the workers on threads.
   *
   * @param control where it is asked for things, if it can be
   * @param services closed when all threads have ended
   */
  Agent(
      List<Worker> inputs,
      List<Lane> lanes,
      Worker status,
      Optional<ControlServer> control,
      ServiceStack services,
      TimeSource time) {
    this.status = new WorkerThread(status, time);
    this.control = control;
    this.services = services;
    this.time = time;
    for (Worker input : inputs) {
      WorkerThread thread = new WorkerThread(input, time);
      input.wakeWith(thread::wake);
      this.inputs.add(thread);
    }
    for (Lane lane : lanes) {
      WorkerThread thread = new WorkerThread(lane, time);
      lane.wakeWith(thread::wake);
      this.inputs.forEach(input -> lane.addWaker(input::wake));
      this.lanes.add(thread);
    }
  }

  /** Starts everything. */
  void start() {
    lanes.forEach(WorkerThread::start);
    inputs.forEach(WorkerThread::start);
    status.start();
    control.ifPresent(ControlServer::start);
  }

  /** Stops reading, brings what is in memory to disk, and closes; within {@code atMost}. */
  void stop(Duration atMost) {
    long deadline = time.nanos() + atMost.toNanos();
    control.ifPresent(Agent::close);
    stop(inputs, deadline);
    stop(lanes, deadline);
    stop(List.of(status), deadline);
    close(services);
  }

  private static void close(Closeable service) {
    try {
      service.close();
    } catch (IOException e) {
      log.warn("Not everything closed cleanly.", e);
    }
  }

  private void stop(List<WorkerThread> threads, long deadline) {
    threads.forEach(t -> t.stop(deadline));
    for (WorkerThread thread : threads) {
      Duration left = Duration.ofNanos(Math.max(0, deadline - time.nanos()));
      if (!thread.join(left.plusSeconds(1))) {
        log.error(
            "{} does not end in time; lines that it holds in memory will be read again.",
            thread.name());
      }
    }
  }
}
