package io.groundwatch.input.host;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once that this host lacks what an input reads, and once if it comes to have it: a kernel
 * without pressure accounting is no failure that is worth a line every few minutes. Owned by the
 * thread that runs the collector.
 */
final class Absence {
  private static final Logger log = LoggerFactory.getLogger(Absence.class);

  private final String input;
  private boolean said;

  /** Of what {@code input} reads. */
  Absence(String input) {
    this.input = input;
  }

  /** It is not there. */
  void say(String why) {
    if (!said) {
      said = true;
      log.warn("Nothing is collected for {}: {}.", input, why);
    }
  }

  /** It is there. */
  void over() {
    if (said) {
      said = false;
      log.info("From now on {} is collected.", input);
    }
  }
}
