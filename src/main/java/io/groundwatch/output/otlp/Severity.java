package io.groundwatch.output.otlp;

import java.util.Locale;
import java.util.Map;

/**
 * The numbers of severities (OpenTelemetry logs data model, "Severity Fields" and its appendix on
 * syslog).
 */
final class Severity {
  private static final Map<String, Integer> NUMBERS =
      Map.ofEntries(
          Map.entry("trace", 1),
          Map.entry("debug", 5),
          Map.entry("info", 9),
          Map.entry("information", 9),
          Map.entry("informational", 9),
          Map.entry("notice", 10),
          Map.entry("warn", 13),
          Map.entry("warning", 13),
          Map.entry("err", 17),
          Map.entry("error", 17),
          Map.entry("crit", 18),
          Map.entry("critical", 18),
          Map.entry("alert", 19),
          Map.entry("fatal", 21),
          Map.entry("panic", 21),
          Map.entry("emerg", 21),
          Map.entry("emergency", 21));

  private Severity() {}

  /** The number of a severity's text; 0 where it is unknown. */
  static int number(String text) {
    return NUMBERS.getOrDefault(text.strip().toLowerCase(Locale.ROOT), 0);
  }
}
