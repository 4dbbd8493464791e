package io.groundwatch.app;

import java.util.List;
import java.util.Optional;

/**
 * What {@code doctor} found at one place.
 *
 * @param level how bad it is
 * @param what was found, for a person
 * @param remedy what mends it
 */
record Finding(Level level, String what, Optional<String> remedy) {
  /** How bad. */
  enum Level {
    FINE("ok     "),
    /** It works, and may not for long. */
    WARNING("warning"),
    /** Something does not work. */
    FAULT("FAULT  ");

    private final String shown;

    Level(String shown) {
      this.shown = shown;
    }
  }

  static Finding fine(String what) {
    return new Finding(Level.FINE, what, Optional.empty());
  }

  static Finding warning(String what, String remedy) {
    return new Finding(Level.WARNING, what, Optional.of(remedy));
  }

  static Finding fault(String what, String remedy) {
    return new Finding(Level.FAULT, what, Optional.of(remedy));
  }

  /** For a person. */
  List<String> lines() {
    String first = level.shown + "  " + what;
    return remedy
        .map(text -> List.of(first, " ".repeat(level.shown.length()) + "  -> " + text))
        .orElse(List.of(first));
  }
}
