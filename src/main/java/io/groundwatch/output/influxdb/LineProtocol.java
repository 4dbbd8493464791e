package io.groundwatch.output.influxdb;

import io.groundwatch.codec.JsonBytes;
import io.groundwatch.model.MetricSample;
import java.util.Map;

/**
 * Writes samples in InfluxDB's line protocol (reference, "Line protocol"): the name is the
 * measurement, dimensions are tags, the value is the field {@code value}. Owned by one thread.
 */
final class LineProtocol {
  private static final String FIELD = " value=";

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
    out.raw(" ").number(sample.timeNanos()).raw("\n");
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
