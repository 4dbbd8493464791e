package io.groundwatch.output.otlp;

import io.groundwatch.codec.LogRecord;
import io.groundwatch.output.otlp.FieldWriter.Field;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes an {@code ExportLogsServiceRequest} of lines. Attributes that say of which service and
 * trace a line is go to where OTLP has them. Owned by one thread.
 */
final class LogsEncoder {
  private static final Field RESOURCE_LOGS = new Field(1, "resourceLogs");
  private static final Field SCOPE_LOGS = new Field(2, "scopeLogs");
  private static final Field LOG_RECORDS = new Field(2, "logRecords");
  private static final Field TIME = new Field(1, "timeUnixNano");
  private static final Field SEVERITY_NUMBER = new Field(2, "severityNumber");
  private static final Field SEVERITY_TEXT = new Field(3, "severityText");
  private static final Field BODY = new Field(5, "body");
  private static final Field ATTRIBUTES = new Field(6, "attributes");
  private static final Field TRACE_ID = new Field(9, "traceId");
  private static final Field SPAN_ID = new Field(10, "spanId");
  private static final Field OBSERVED = new Field(11, "observedTimeUnixNano");

  private static final String SEVERITY = "severity";
  private static final int TRACE_ID_DIGITS = 32;
  private static final int SPAN_ID_DIGITS = 16;

  /** Attributes of a service, not of a line; by the names that semantic conventions have now. */
  private static final Map<String, String> OF_RESOURCE =
      Map.of(
          "service.name", "service.name",
          "service.namespace", "service.namespace",
          "service.version", "service.version",
          "deployment.environment", "deployment.environment.name");

  private final String hostName;
  private final long observedNanos;
  private final Map<Resource, List<LogRecord>> lines = new LinkedHashMap<>();

  /**
   * For lines of one batch.
   *
   * @param observedNanos when it was closed, in nanoseconds since the epoch
   */
  LogsEncoder(String hostName, long observedNanos) {
    this.hostName = hostName;
    this.observedNanos = observedNanos;
  }

  void add(LogRecord line) {
    Map<String, String> resource = new TreeMap<>();
    resource.put(Resource.HOST_NAME, hostName);
    line.attributes()
        .forEach(
            (name, value) -> {
              String known = OF_RESOURCE.get(name);
              if (known != null) {
                resource.put(known, value);
              }
            });
    lines.computeIfAbsent(new Resource(resource, ""), r -> new ArrayList<>()).add(line);
  }

  byte[] finish(FieldWriter out) {
    out.each(
        RESOURCE_LOGS,
        lines.entrySet(),
        entry -> {
          entry.getKey().writeResource(out);
          out.each(
              SCOPE_LOGS,
              List.of(entry.getValue()),
              ofScope -> {
                entry.getKey().writeScope(out);
                out.each(LOG_RECORDS, ofScope, line -> write(out, line));
              });
        });
    return out.finish();
  }

  private void write(FieldWriter out, LogRecord line) {
    Map<String, String> attributes = new LinkedHashMap<>(line.attributes());
    attributes.keySet().removeAll(OF_RESOURCE.keySet());
    out.nanos(TIME, line.timeNanos());
    out.nanos(OBSERVED, observedNanos);
    String severity = attributes.remove(SEVERITY);
    if (severity != null) {
      out.choice(SEVERITY_NUMBER, Severity.number(severity));
      out.text(SEVERITY_TEXT, severity);
    }
    out.message(BODY, () -> Resource.value(out, line.message()));
    id(out, TRACE_ID, attributes, TRACE_ID_DIGITS, "trace_id", "traceId");
    id(out, SPAN_ID, attributes, SPAN_ID_DIGITS, "span_id", "spanId");
    if (!line.file().isEmpty()) {
      attributes.put("log.file.path", line.file());
      attributes.put("log.file.name", line.file().substring(line.file().lastIndexOf('/') + 1));
    }
    attributes.put("log.group", line.group());
    attributes.put("log.stream", line.stream());
    Resource.attributes(out, ATTRIBUTES, attributes);
  }

  /** An attribute that is a whole id becomes the field; any other stays an attribute. */
  private static void id(
      FieldWriter out, Field field, Map<String, String> attributes, int digits, String... names) {
    for (String name : names) {
      String text = attributes.getOrDefault(name, "");
      if (text.length() == digits && text.chars().allMatch(HexFormat::isHexDigit)) {
        attributes.remove(name);
        out.id(field, HexFormat.of().parseHex(text));
        return;
      }
    }
  }
}
