package io.groundwatch.app;

import io.groundwatch.pipeline.Lane;
import io.groundwatch.runtime.FileFailure;
import io.groundwatch.runtime.ServiceStack;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.runtime.WorkerThread;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lane on its thread, with what is closed once the thread has ended. One owner thread. */
final class RunningLane {
  private static final Logger log = LoggerFactory.getLogger(RunningLane.class);

  private final Route route;
  private final Lane lane;
  private final ServiceStack parts;
  private final WorkerThread thread;

  /** Owns {@code parts}. */
  RunningLane(Route route, Lane lane, ServiceStack parts, TimeSource time) {
    this.route = route;
    this.lane = lane;
    this.parts = parts;
    this.thread = new WorkerThread(lane, time);
    lane.wakeWith(thread::wake);
  }

  Route route() {
    return route;
  }

  Lane lane() {
    return lane;
  }

  WorkerThread thread() {
    return thread;
  }

  /** Closes what it is made of, its output first: the queue stays on disk as it is. */
  void close() {
    try {
      parts.close();
    } catch (IOException e) {
      log.warn("{} did not close cleanly: {}", lane.name(), FileFailure.text(e));
    }
  }
}
