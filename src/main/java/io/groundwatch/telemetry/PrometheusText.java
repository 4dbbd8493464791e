package io.groundwatch.telemetry;

import java.util.Map;

/**
 * The agent's numbers in Prometheus' text format 0.0.4
 * (https://prometheus.io/docs/instrumenting/exposition_formats/). Any thread.
 */
public final class PrometheusText {
  /** What the text is, for HTTP. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private PrometheusText() {}

  /**
   * Writes them.
   *
   * @param snapshot as {@link SelfMetrics#snapshot()} gives it: sorted, so that one name's numbers
   *     stand together
   */
  public static String of(Map<String, Double> snapshot) {
    StringBuilder text = new StringBuilder();
    String before = "";
    for (Map.Entry<String, Double> each : snapshot.entrySet()) {
      String name = each.getKey().split("\\{", 2)[0];
      if (!name.equals(before)) {
        String type = name.endsWith("_total") ? "counter" : "gauge";
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        before = name;
      }
      text.append(each.getKey()).append(' ').append(number(each.getValue())).append('\n');
    }
    return text.toString();
  }

  /** Whole numbers without a fraction, which is how counters are read. */
  public static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1L << 53
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
