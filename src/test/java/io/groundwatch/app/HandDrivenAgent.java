package io.groundwatch.app;

import io.groundwatch.buffer.DiskBudget;
import io.groundwatch.runtime.FakeTime;
import io.groundwatch.runtime.Worker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * The agent's wiring without its threads: a test is all of them, with a clock that stands still
 * until it is moved on. Collectors that may hang run beside, and are waited for at each end of the
 * inputs. What is for standard output is kept.
 */
final class HandDrivenAgent implements AutoCloseable {
  private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
  private final FakeTime time;
  private final Wiring wiring;
  private final Map<Route, RunningLane> lanes = new LinkedHashMap<>();
  private List<Worker> inputs = List.of();

  HandDrivenAgent(Path state, Map<String, String> environment, FakeTime time) {
    this.time = time;
    this.wiring = new Wiring(state, environment, time, stdout);
  }

  /** Ends the inputs that run, and begins those of a configuration, as a reload does. */
  void apply(Routes routes) throws IOException {
    end();
    for (Route route : routes.all()) {
      if (!lanes.containsKey(route)) {
        lanes.put(route, wiring.open(route, DiskBudget.unlimited()));
      }
    }
    work();
    CompletableFuture<List<Worker>> made = CompletableFuture.supplyAsync(() -> made(routes));
    while (!made.isDone()) {
      // What an input is made from, it asks the lanes.
      work();
      Thread.onSpinWait();
    }
    inputs = made.join();
    work();
  }

  private List<Worker> made(Routes routes) {
    try {
      return wiring.inputs(routes).stream()
          .flatMap(plan -> plan.maker().make(route -> lane(route).lane()).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets time pass, and does what is to do then. */
  void pass(Duration duration) {
    time.advance(duration);
    work();
  }

  /** What came out, a record a line. */
  List<String> records() {
    return stdout.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /** Ends the inputs, with all that they have in memory. */
  void end() {
    inputs.forEach(input -> input.finish(Long.MAX_VALUE));
    inputs = List.of();
    work();
  }

  @Override
  public void close() throws IOException {
    end();
    lanes.values().forEach(lane -> lane.lane().finish(Long.MAX_VALUE));
    lanes.values().forEach(RunningLane::close);
    wiring.close();
  }

  private void work() {
    boolean busy = true;
    while (busy) {
      busy = false;
      for (Worker input : inputs) {
        busy |= input.work() > 0;
      }
      for (RunningLane lane : lanes.values()) {
        busy |= lane.lane().work() > 0;
      }
    }
  }

  private RunningLane lane(Route route) {
    return Objects.requireNonNull(lanes.get(route), "lane");
  }
}
