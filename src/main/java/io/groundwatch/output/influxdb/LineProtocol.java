package io.groundwatch.output.influxdb;

import io.groundwatch.codec.JsonBytes;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.ValueSet;
import io.groundwatch.output.Statistic;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Writes samples in InfluxDB's line protocol (reference, "Line protocol"): the name is the
 * measurement, dimensions are tags, the value is the field {@code value}; of several numbers it is
 * their mean, and their statistics are fields beside it, as Telegraf's statsd input has them. Owned
 * by one thread.
 */
final class LineProtocol {
  private static final String FIELD = " value=";
  private static final Set<Statistic> FLOATS = EnumSet.complementOf(EnumSet.of(Statistic.COUNT));

  private LineProtocol() {}

  static void write(JsonBytes out, MetricSample sample) {
    out.raw(escaped(sample.series().name(), ", "));
    for (Map.Entry<String, String> tag : sample.series().dimensions().entries().entrySet()) {
      if (!tag.getKey().isEmpty() && !tag.getValue().isEmpty()) { // an empty tag is refused
        out.raw(",").raw(escaped(tag.getKey(), ",= ")).raw("=");
        out.raw(escaped(tag.getValue(), ",= "));
      }
    }
    out.raw(FIELD);
    out.number(sample.value());
    sample.set().ifPresent(set -> statistics(out, set));
    out.raw(" ").number(sample.timeNanos()).raw("\n");
  }

  /** The count is an integer, the others are floats; what is not finite is refused. */
  private static void statistics(JsonBytes out, ValueSet set) {
    out.raw(",count=").number(set.count()).raw("i");
    for (Statistic statistic : FLOATS) {
      double number = statistic.of(set);
      if (Double.isFinite(number)) {
        out.raw(",").raw(statistic.key()).raw("=").number(number);
      }
    }
  }

  /** A line break cannot be written; a backslash at the end would escape what follows it. */
  private static String escaped(String text, String special) {
    StringBuilder escaped = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i) < ' ' ? ' ' : text.charAt(i);
      escaped.append(special.indexOf(c) >= 0 ? "\\" : "").append(c);
    }
    boolean open = text.endsWith("\\");
    return open ? escaped.append("\\ ").toString() : escaped.toString();
  }
}
