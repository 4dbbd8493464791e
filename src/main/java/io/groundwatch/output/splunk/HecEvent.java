package io.groundwatch.output.splunk;

import io.groundwatch.codec.JsonBytes;
import io.groundwatch.codec.LogRecord;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.ValueSet;
import io.groundwatch.output.Statistic;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes records as events and metrics of the HTTP Event Collector (Splunk, "Format events for HTTP
 * Event Collector"). Owned by one thread.
 */
final class HecEvent {
  private static final String HOST = "host";
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long MILLIS_PER_SECOND = 1000;

  private final HecSettings settings;

  HecEvent(HecSettings settings) {
    this.settings = settings;
  }

  void write(JsonBytes out, LogRecord line) {
    head(out, line.timeNanos(), settings.hostName());
    out.raw(",\"source\":").string(line.file().isEmpty() ? line.stream() : line.file());
    // A blank event is refused, and with it all others of the request.
    out.raw(",\"event\":").string(line.message().isBlank() ? "(blank)" : line.message());
    Map<String, String> fields = new TreeMap<>(line.attributes());
    fields.put("log_group", line.group());
    fields.put("log_stream", line.stream());
    out.raw(",\"fields\":{");
    members(out, fields, "");
    out.raw("}}\n");
  }

  void write(JsonBytes out, MetricSample sample) {
    Map<String, String> dimensions = new TreeMap<>(sample.series().dimensions().entries());
    String host = dimensions.remove(HOST);
    head(out, sample.timeNanos(), host == null ? settings.hostName() : host);
    out.raw(",\"source\":\"groundwatch\",\"event\":\"metric\",\"fields\":{");
    out.string("metric_name:" + sample.series().name()).raw(":").number(sample.value());
    sample.set().ifPresent(set -> statistics(out, sample.series().name(), set));
    dimensions.put("namespace", sample.series().namespace());
    dimensions.put("unit", sample.series().unit().label());
    members(out, dimensions, ",");
    out.raw("}}\n");
  }

  /** More measures of the same event; JSON has no word for what is not finite. */
  private static void statistics(JsonBytes out, String name, ValueSet set) {
    for (Statistic statistic : Statistic.values()) {
      double number = statistic.of(set);
      if (Double.isFinite(number)) {
        out.raw(",").string("metric_name:" + name + "." + statistic.key());
        out.raw(":").number(number);
      }
    }
  }

  private void head(JsonBytes out, long timeNanos, String host) {
    long millis = Math.floorDiv(timeNanos, NANOS_PER_MILLI);
    out.raw("{\"time\":").number(Math.floorDiv(millis, MILLIS_PER_SECOND)).raw(".");
    long fraction = Math.floorMod(millis, MILLIS_PER_SECOND);
    out.raw(Long.toString(MILLIS_PER_SECOND + fraction).substring(1)); // always three digits
    out.raw(",\"host\":").string(host);
    settings.index().ifPresent(index -> out.raw(",\"index\":").string(index));
    settings.sourcetype().ifPresent(type -> out.raw(",\"sourcetype\":").string(type));
  }

  private static void members(JsonBytes out, Map<String, String> members, String before) {
    String separator = before;
    for (Map.Entry<String, String> member : members.entrySet()) {
      out.raw(separator).string(member.getKey()).raw(":").string(member.getValue());
      separator = ",";
    }
  }
}
