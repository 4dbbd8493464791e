package io.groundwatch.app;

import io.groundwatch.pipeline.Lane;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.runtime.Worker;
import io.groundwatch.runtime.WorkerThread;
import java.util.ArrayList;
import java.util.List;

/** An input on its threads, woken by the lanes that it fills. One owner thread. */
final class RunningInput {
  private final InputPlan plan;
  private final List<Lane> lanes;
  private final Worker worker;
  private final List<WorkerThread> threads = new ArrayList<>();
  // One object, by which the lanes let go of it again.
  private final Runnable waker;

  /**
   * Wakes it when one of {@code lanes} has room again.
   *
   * @param workers the input first, then what works for it
   */
  RunningInput(InputPlan plan, List<Worker> workers, List<Lane> lanes, TimeSource time) {
    this.plan = plan;
    this.lanes = List.copyOf(lanes);
    this.worker = workers.get(0);
    for (Worker worker : workers) {
      WorkerThread thread = new WorkerThread(worker, time);
      worker.wakeWith(thread::wake);
      threads.add(thread);
    }
    this.waker = this::wake;
    this.lanes.forEach(lane -> lane.addWaker(waker));
  }

  InputPlan plan() {
    return plan;
  }

  /** The input itself. */
  Worker worker() {
    return worker;
  }

  List<WorkerThread> threads() {
    return threads;
  }

  private void wake() {
    threads.forEach(WorkerThread::wake);
  }

  /** The lanes have nobody to wake any more. */
  void letGo() {
    lanes.forEach(lane -> lane.removeWaker(waker));
  }
}
