package io.groundwatch.output.elasticsearch;

import io.groundwatch.codec.JsonBytes;
import io.groundwatch.codec.LogRecord;
import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.MetricSeries;
import io.groundwatch.model.ValueSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes records as documents with the field names of the Elastic Common Schema, where it has them.
 * Owned by one thread.
 */
final class EcsDocument {
  private static final String HOST = "host";

  /** Attributes that the schema has a place for. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "severity", "log.level",
          "service.name", "service.name",
          "service.version", "service.version",
          "deployment.environment", "service.environment",
          "trace_id", "trace.id",
          "span_id", "span.id");

  private final String hostName;

  EcsDocument(String hostName) {
    this.hostName = hostName;
  }

  void write(JsonBytes out, LogRecord line) {
    out.raw("{\"@timestamp\":\"").time(line.timeNanos()).raw("\",\"message\":");
    out.string(line.message()).raw(",\"host.name\":").string(hostName);
    if (!line.file().isEmpty()) {
      out.raw(",\"log.file.path\":").string(line.file());
    }
    out.raw(",\"log.group\":").string(line.group());
    out.raw(",\"log.stream\":").string(line.stream());
    Map<String, String> labels = new TreeMap<>(line.attributes());
    FIELDS.forEach(
        (attribute, field) -> {
          String value = labels.remove(attribute);
          if (value != null) {
            out.raw(",").string(field).raw(":").string(value);
          }
        });
    labels(out, labels);
  }

  void write(JsonBytes out, MetricSample sample) {
    MetricSeries series = sample.series();
    Map<String, String> labels = new TreeMap<>(series.dimensions().entries());
    String host = labels.remove(HOST);
    out.raw("{\"@timestamp\":\"").time(sample.timeNanos()).raw("\"");
    if (host != null) {
      out.raw(",\"host.name\":").string(host);
    }
    out.raw(",\"metric\":{\"namespace\":").string(series.namespace());
    out.raw(",\"name\":").string(series.name()).raw(",\"value\":").number(sample.value());
    out.raw(",\"unit\":").string(series.unit().label());
    out.raw(",\"kind\":").string(series.kind().key());
    if (series.kind() != MetricKind.GAUGE) {
      out.raw(",\"start\":\"").time(sample.startNanos()).raw("\"");
    }
    sample.set().ifPresent(set -> several(out, set));
    out.raw("}");
    labels(out, labels);
  }

  /** As the field types {@code aggregate_metric_double} and {@code histogram} want it. */
  private static void several(JsonBytes out, ValueSet set) {
    if (Double.isFinite(set.sum())) {
      out.raw(",\"summary\":{\"min\":").number(set.min()).raw(",\"max\":").number(set.max());
      out.raw(",\"sum\":").number(set.sum()).raw(",\"value_count\":").number(set.count());
      out.raw("}");
    }
    String separator = ",\"histogram\":{\"values\":[";
    for (int i = 0; i < set.size(); i++) {
      out.raw(separator).number(set.value(i));
      separator = ",";
    }
    separator = "],\"counts\":[";
    for (int i = 0; i < set.size(); i++) {
      out.raw(separator).number(set.count(i));
      separator = ",";
    }
    out.raw("]}");
  }

  /** The schema's place for what is a keyword and has no other. */
  private static void labels(JsonBytes out, Map<String, String> labels) {
    String separator = ",\"labels\":{";
    for (Map.Entry<String, String> label : labels.entrySet()) {
      // A dot would make an object of a label, which others may have as a text.
      out.raw(separator).string(label.getKey().replace('.', '_'));
      out.raw(":").string(label.getValue());
      separator = ",";
    }
    out.raw(labels.isEmpty() ? "}\n" : "}}\n");
  }
}
