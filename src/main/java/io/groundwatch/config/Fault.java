package io.groundwatch.config;

import java.util.Locale;

/**
 * Something wrong in a configuration.
 *
 * @param severity whether the agent may start all the same
 * @param file the file's name, or that of the environment variable that held the text
 * @param line from 1; 0 where the whole file is meant
 * @param column from 1, in characters; 0 where the whole file is meant
 * @param pointer a JSON pointer (RFC 6901); empty for the whole document
 * @param message what is wrong, what is allowed and, for a near miss, what was meant; holds no
 *     secret
 */
public record Fault(
    Severity severity, String file, int line, int column, String pointer, String message) {
  private static final int QUOTE_LENGTH_MAX = 80;

  /** Whether the agent may start all the same. */
  public enum Severity {
    /** The configuration is refused. */
    ERROR,
    /** The rest of the configuration runs. */
    WARNING
  }

  /**
   * One line such as {@code config.json:12:5 /metrics/metrics_colected: unknown key (did you mean
   * "metrics_collected"?)}; a warning has {@code warning:} before its message.
   */
  public String text() {
    String where = line > 0 ? ":" + line + ":" + column : "";
    String what = pointer.isEmpty() ? "" : " " + pointer;
    String warning = severity == Severity.WARNING ? "warning: " : "";
    return printable(file + where + what + ": " + warning + message);
  }

  @Override
  public String toString() {
    return text();
  }

  /** The value in quotation marks, cut where it is long. */
  static String quote(String value) {
    String shown =
        value.length() <= QUOTE_LENGTH_MAX ? value : value.substring(0, QUOTE_LENGTH_MAX) + "…";
    return "\"" + shown + "\"";
  }

  /** A fault is one line, whatever a key or a file name holds. */
  private static String printable(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.chars()
        .forEach(
            c -> {
              if (Character.isISOControl(c)) {
                shown.append(String.format(Locale.ROOT, "\\u%04x", c));
              } else {
                shown.append((char) c);
              }
            });
    return shown.toString();
  }
}
