package io.groundwatch.app;

import io.groundwatch.runtime.FileFailure;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.telemetry.SelfMetrics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says which queues have no lane: those of destinations that are configured no more. They are kept,
 * unsent, until their destination comes back. Used by the thread that brings the agent to its
 * configuration.
 */
final class UnsentQueues {
  private static final Logger log = LoggerFactory.getLogger(UnsentQueues.class);

  private final Path stateDirectory;
  private final SelfMetrics metrics;
  private final TimeSource time;

  UnsentQueues(Path stateDirectory, SelfMetrics metrics, TimeSource time) {
    this.stateDirectory = stateDirectory;
    this.metrics = metrics;
    this.time = time;
  }

  /** Looks, and says. */
  void say(Collection<String> running) {
    try {
      for (LaneFolder folder : LaneFolder.in(stateDirectory)) {
        if (!running.contains(folder.name())) {
          say(folder);
        }
      }
    } catch (IOException e) {
      log.warn("Cannot look for queues without a lane: {}", FileFailure.text(e));
    }
  }

  private void say(LaneFolder folder) {
    try {
      long batches = Lanes.waitingIn(folder, metrics, time);
      if (batches > 0) {
        log.warn(
            "No destination of the configuration has the queue {}: its batches, {} of them, are"
                + " kept unsent until one does.",
            folder.name(),
            batches);
      }
    } catch (IOException e) {
      log.warn(
          "The queue {} of no destination cannot be read: {}", folder.name(), FileFailure.text(e));
    }
  }
}
