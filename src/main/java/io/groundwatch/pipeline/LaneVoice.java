package io.groundwatch.pipeline;

import io.groundwatch.runtime.FileFailure;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.telemetry.ThrottledLog;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a lane says in the log: its troubles once a spell, with its name. Owned by its thread, but
 * for {@link #troubles}.
 */
final class LaneVoice {
  private static final Logger log = LoggerFactory.getLogger(Lane.class);
  private static final Duration REPEAT_TROUBLE = Duration.ofMinutes(15);

  private final String prefix;
  private final ThrottledLog trouble;
  private final TimeSource time;
  // By topic, of which there are a handful.
  private final Map<String, LaneTrouble> troubles = new ConcurrentHashMap<>();

  LaneVoice(String lane, TimeSource time) {
    this.prefix = "Lane " + lane + ": ";
    this.trouble = new ThrottledLog(log, time, REPEAT_TROUBLE);
    this.time = time;
  }

  /** The last trouble of each topic, latest first. Any thread. */
  List<LaneTrouble> troubles() {
    return troubles.values().stream()
        .sorted(Comparator.comparingLong(LaneTrouble::lastNanos).reversed())
        .toList();
  }

  void trouble(String topic, String cause, String message) {
    trouble.warn(topic, cause, prefix + message);
    note(topic, message);
  }

  /** Data is lost: louder than a trouble that passes. */
  void loss(String topic, String message) {
    trouble.error(topic, "", prefix + message);
    note(topic, message);
  }

  void diskTrouble(IOException e) {
    trouble("disk", e.toString(), "the disk refuses, will be tried again: " + FileFailure.text(e));
  }

  void recovered(String topic, String message) {
    trouble.recovered(topic, prefix + message);
    troubles.computeIfPresent(topic, (t, known) -> known.lasts() ? known.ended() : known);
  }

  private void note(String topic, String message) {
    long now = time.wallNanos();
    troubles.merge(
        topic,
        new LaneTrouble(message, now, now, true),
        (known, met) -> known.again(met.text(), now));
  }

  void info(String message) {
    log.info("{}{}", prefix, message);
  }

  void error(String message) {
    log.error("{}{}", prefix, message);
  }
}
