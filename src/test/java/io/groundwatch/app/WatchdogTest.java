package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.runtime.FakeTime;
import io.groundwatch.runtime.Worker;
import io.groundwatch.runtime.WorkerThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WatchdogTest {
  private final FakeTime time = new FakeTime();
  private final List<String> told = new ArrayList<>();

  @Test
  void saysThreeTimesInTheIntervalThatTheAgentWorks() {
    Watchdog watchdog = watchdog(new Agent.View(Map.of(), List.of(), List.of()));
    for (int i = 0; i < 60; i++) {
      watchdog.work();
      time.advance(Duration.ofSeconds(1));
    }
    assertThat(told).containsExactly("well", "well", "well");
  }

  @Test
  void saysNothingWhileAThreadIsStuckAndGoesOnAfterIt() throws InterruptedException {
    Hanging worker = new Hanging();
    WorkerThread thread = new WorkerThread(worker, time);
    thread.start();
    worker.inside.await();
    Watchdog watchdog = watchdog(new Agent.View(Map.of(), List.of(), List.of(thread)));

    watchdog.work();
    assertThat(told).hasSize(1);
    time.advance(Duration.ofSeconds(31));
    watchdog.work();
    assertThat(told).as("half the interval is over").hasSize(1);

    worker.goOn.countDown();
    while (!thread.busyFor().isZero()) {
      Thread.onSpinWait();
    }
    time.advance(Duration.ofSeconds(20));
    watchdog.work();
    assertThat(told).hasSize(2);
    thread.stop(0);
    assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
  }

  private Watchdog watchdog(Agent.View view) {
    return new Watchdog(() -> view, () -> "well", told::add, Duration.ofSeconds(60), time);
  }

  /** Hangs in its first turn. */
  private static final class Hanging implements Worker {
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @Override
    public String name() {
      return "hanging";
    }

    @Override
    public int work() {
      inside.countDown();
      try {
        goOn.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return 0;
    }

    @Override
    public long restNanos() {
      return Duration.ofHours(1).toNanos();
    }

    @Override
    public void finish(long deadlineNanos) {
      // It has nothing.
    }
  }
}
