package io.groundwatch.app;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Requests to read the configuration again; those that come while one is served are one. */
final class ReloadRequests {
  private final Semaphore asked = new Semaphore(0);

  /** Asks. Any thread. */
  void ask() {
    asked.release();
  }

  /** Waits for a request, at most so long. Returns whether there was one. */
  boolean await(Duration atMost) throws InterruptedException {
    if (!asked.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
      // One that comes from here on is the next wait's.
      return false;
    }
    asked.drainPermits();
    return true;
  }
}
