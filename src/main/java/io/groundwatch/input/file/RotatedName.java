package io.groundwatch.input.file;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How earlier generations and copies of a log are called beside it: {@code app.log.1}, {@code
 * app.log-20260131}, {@code app.log.bak}, {@code app.log~}, and with the ending kept {@code
 * app-20260131.log} and {@code app.1.log} (logrotate(8), log4j, Python's handlers). A name alone
 * proves nothing; it only says where to look. Stateless.
 */
final class RotatedName {
  private static final String SEPARATORS = ".-_";
  private static final Pattern SERIAL = Pattern.compile("[0-9][0-9TZ._:-]*");

  /** Longer numbers are dates or times. */
  private static final int MAX_INDEX_DIGITS = 4;

  private RotatedName() {}

  /**
   * A generation's number or date.
   *
   * @param before the name up to it
   * @param text the number or date itself
   * @param after the name after it
   */
  record Serial(String before, String text, String after) {
    /** The number, where it is one that grows by one with each rotation; else -1. */
    int index() {
      boolean digits = text.chars().allMatch(c -> c >= '0' && c <= '9');
      return digits && text.length() <= MAX_INDEX_DIGITS ? Integer.parseInt(text) : -1;
    }

    /** The name of the generation with another number. */
    String withIndex(int index) {
      return before + index + after;
    }

    /** Whether {@code other} is a later date, written in the same way. */
    boolean isDatedBefore(Serial other) {
      return before.equals(other.before)
          && after.equals(other.after)
          && text.length() == other.text.length()
          && text.compareTo(other.text) < 0;
    }
  }

  /**
   * Whether {@code name} could be that of an earlier generation, or a copy, of {@code original}.
   */
  static boolean isOf(String name, String original) {
    return originals(name).contains(original);
  }

  /** The names of the logs that one called {@code name} could be a generation or a copy of. */
  static Set<String> originals(String name) {
    Set<String> originals = new LinkedHashSet<>();
    if (name.endsWith("~")) {
      originals.add(name.substring(0, name.length() - 1));
    }
    int dot = name.lastIndexOf('.');
    for (int i = name.length() - 2; i > 0; i--) {
      if (isSeparator(name, i)) {
        originals.add(name.substring(0, i));
        if (i < dot - 1) {
          originals.add(name.substring(0, i) + name.substring(dot));
        }
      }
    }
    return originals;
  }

  /** Whether both could be generations or copies of one log, or one of them that log. */
  static boolean areRelated(String name, String other) {
    Set<String> logs = originals(name);
    logs.add(name);
    Set<String> others = originals(other);
    others.add(other);
    others.retainAll(logs);
    return !others.isEmpty();
  }

  /** Whether {@code name} ends in a number or a date, as rotation gives it. */
  static boolean hasSerial(String name) {
    return !logOf(name).equals(name);
  }

  /** The name of the log of which {@code name} is a generation by number or date; else itself. */
  static String logOf(String name) {
    for (String original : originals(name)) {
      if (serial(name, original).isPresent()) {
        return original;
      }
    }
    return name;
  }

  /** The number or date by which {@code name} is a generation of {@code original}, if by one. */
  static Optional<Serial> serial(String name, String original) {
    if (name.startsWith(original) && name.length() > original.length() + 1) {
      return serial(name, original.length(), name.length());
    }
    int dot = original.lastIndexOf('.');
    if (dot <= 0) {
      return Optional.empty();
    }
    String ending = original.substring(dot);
    boolean longer = name.length() > original.length() + 1;
    return longer && name.startsWith(original.substring(0, dot)) && name.endsWith(ending)
        ? serial(name, dot, name.length() - ending.length())
        : Optional.empty();
  }

  private static Optional<Serial> serial(String name, int separator, int end) {
    String text = name.substring(separator + 1, end);
    return isSeparator(name, separator) && SERIAL.matcher(text).matches()
        ? Optional.of(new Serial(name.substring(0, separator + 1), text, name.substring(end)))
        : Optional.empty();
  }

  private static boolean isSeparator(String name, int at) {
    return SEPARATORS.indexOf(name.charAt(at)) >= 0;
  }

  /** The last name of a path. */
  static String nameOf(Path path) {
    return String.valueOf(path.getFileName());
  }
}
