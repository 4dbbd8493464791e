package io.groundwatch.app;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGTERM and SIGINT to an agent that is stopping already: whoever says it twice does not want to
 * wait, so it ends as if it was killed. What is on disk is whole at any time, and lines that are
 * not there yet are read again. By itself the JVM lets signals pass while it shuts down.
 */
final class SecondSignal {
  /** Numbers as POSIX has them for kill(1). */
  private static final Map<String, Integer> SIGNALS = Map.of("INT", 2, "TERM", 15);

  /** As a shell reports a process that a signal ended. */
  private static final int EXIT_STATUS_BASE = 128;

  private static final Logger log = LoggerFactory.getLogger(SecondSignal.class);

  private SecondSignal() {}

  /** From now on, either signal ends the process, where they can be taken at all. */
  static void endsAtOnce() {
    SIGNALS.forEach(
        (name, number) -> {
          if (!Signals.take(name, () -> end(number))) {
            log.debug("A second SIG{} will not end the agent at once.", name);
          }
        });
  }

  private static void end(int number) {
    log.warn("Told to stop once more: it ends at once; what is not stored is read again.");
    Runtime.getRuntime().halt(EXIT_STATUS_BASE + number);
  }
}
