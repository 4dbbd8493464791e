package io.groundwatch.output;

/**
 * The names that Prometheus takes (data model, "Metric names and labels"): any other character
 * becomes an underscore. Loki's labels follow the same rule.
 */
public final class PrometheusNames {
  private PrometheusNames() {}

  /** The name of a metric. */
  public static String metric(String name) {
    return clean(name, true);
  }

  /** The name of a label; those that start with two underscores are Prometheus's own. */
  public static String label(String name) {
    String clean = clean(name, false);
    return clean.startsWith("__") ? "label" + clean : clean;
  }

  private static String clean(String name, boolean colons) {
    StringBuilder clean = new StringBuilder(name.length() + 1);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      boolean digit = c >= '0' && c <= '9';
      if (digit && i == 0) {
        clean.append('_');
      }
      clean.append(letter || digit || (colons && c == ':') ? c : '_');
    }
    return clean.isEmpty() ? "_" : clean.toString();
  }
}
