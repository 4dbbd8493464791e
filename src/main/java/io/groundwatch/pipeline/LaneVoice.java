package io.groundwatch.pipeline;

import io.groundwatch.runtime.FileFailure;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.telemetry.ThrottledLog;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a lane says in the log: its troubles once a spell, with its name. Owned by its thread. */
final class LaneVoice {
  private static final Logger log = LoggerFactory.getLogger(Lane.class);
  private static final Duration REPEAT_TROUBLE = Duration.ofMinutes(15);

  private final String prefix;
  private final ThrottledLog trouble;

  LaneVoice(String lane, TimeSource time) {
    this.prefix = "Lane " + lane + ": ";
    this.trouble = new ThrottledLog(log, time, REPEAT_TROUBLE);
  }

  void trouble(String topic, String cause, String message) {
    trouble.warn(topic, cause, prefix + message);
  }

  /** Data is lost: louder than a trouble that passes. */
  void loss(String topic, String message) {
    trouble.error(topic, "", prefix + message);
  }

  void diskTrouble(IOException e) {
    trouble("disk", e.toString(), "the disk refuses, will be tried again: " + FileFailure.text(e));
  }

  void recovered(String topic, String message) {
    trouble.recovered(topic, prefix + message);
  }

  void info(String message) {
    log.info("{}{}", prefix, message);
  }

  void error(String message) {
    log.error("{}{}", prefix, message);
  }
}
