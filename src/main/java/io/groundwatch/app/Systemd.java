package io.groundwatch.app;

import io.groundwatch.runtime.FileFailure;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd how the agent is, by the protocol of sd_notify(3); says nothing where nobody
 * listens. Java has no datagrams over Unix sockets, so systemd-notify(1) says it, which is wherever
 * systemd is. Any thread; each saying waits until systemd has heard it.
 */
final class Systemd {
  private static final Logger log = LoggerFactory.getLogger(Systemd.class);

  private static final String PROGRAM = "systemd-notify";
  private static final Duration HEARD_WITHIN = Duration.ofSeconds(5);

  private final boolean listens;
  private final Optional<Duration> watchdog;

  private Systemd(boolean listens, Optional<Duration> watchdog) {
    this.listens = listens;
    this.watchdog = watchdog;
  }

  /** The one that started the process {@code pid}, by its environment. */
  static Systemd of(Map<String, String> environment, long pid) {
    boolean listens = !environment.getOrDefault("NOTIFY_SOCKET", "").isEmpty();
    String ofPid = environment.getOrDefault("WATCHDOG_PID", "");
    boolean ours = ofPid.isEmpty() || ofPid.equals(Long.toString(pid));
    Optional<Duration> watchdog =
        Optional.ofNullable(environment.get("WATCHDOG_USEC"))
            .filter(text -> listens && ours && text.matches("[1-9][0-9]{0,15}"))
            .map(text -> Duration.of(Long.parseLong(text), ChronoUnit.MICROS));
    return new Systemd(listens, watchdog);
  }

  /** How often it wants to hear {@link #works}, or it starts the agent anew; empty = never. */
  Optional<Duration> watchdog() {
    return watchdog;
  }

  /** The agent is ready, or ready again. */
  void ready(String status) {
    say("READY=1", "STATUS=" + status);
  }

  /** The agent reads its configuration; it says {@link #ready} when that is done. */
  void reloading() {
    say("RELOADING=1", "STATUS=reads its configuration");
  }

  /** No thread of the agent is stuck. */
  void works(String status) {
    say("WATCHDOG=1", "STATUS=" + status);
  }

  private void say(String... what) {
    if (!listens) {
      return;
    }
    List<String> command = new ArrayList<>(List.of(PROGRAM));
    command.addAll(List.of(what));
    try {
      Process told =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!told.waitFor(HEARD_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        told.destroyForcibly();
      }
    } catch (IOException e) {
      log.warn("systemd cannot be told {}: {}", what[0], FileFailure.text(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
