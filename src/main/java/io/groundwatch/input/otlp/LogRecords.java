package io.groundwatch.input.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.groundwatch.codec.DamagedMessageException;
import io.groundwatch.codec.ProtoCursor;
import io.groundwatch.model.LogOrigin;
import io.groundwatch.pipeline.AttributeSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the records of an {@code ExportLogsServiceRequest} where they lie, one after
 * another. Used again for each request; one thread.
 */
final class LogRecords {
  private static final int RESOURCE_LOGS = 1;
  private static final int SCOPE_LOGS = 2;
  private static final int RECORDS = 2;

  private static final int TIME = 1;
  private static final int SEVERITY_NUMBER = 2;
  private static final int SEVERITY_TEXT = 3;
  private static final int BODY = 5;
  private static final int ATTRIBUTES = 6;
  private static final int TRACE_ID = 9;
  private static final int SPAN_ID = 10;
  private static final int OBSERVED = 11;
  private static final int EVENT_NAME = 12;

  private static final List<String> SEVERITIES =
      List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL");
  private static final int RANGE = 4;

  private final LogFiling filing;
  private final Attributes reader = new Attributes();
  private final ProtoCursor resources = new ProtoCursor();
  private final ProtoCursor scopes = new ProtoCursor();
  private final ProtoCursor records = new ProtoCursor();
  private final ProtoCursor fields = new ProtoCursor();
  private final AnyValue body = new AnyValue();
  private final AttributeSet attributes = new AttributeSet();
  private Map<String, String> resource = Map.of();
  private LogOrigin origin = new LogOrigin("", "", "");
  private long timeNanos;

  LogRecords(LogFiling filing) {
    this.filing = filing;
  }

  /** Goes to the beginning of a request. */
  void of(byte[] request) {
    resources.of(request, 0, request.length);
    scopes.of(request, 0, 0);
    records.of(request, 0, 0);
  }

  /**
   * Goes to the next record.
   *
   * @param nowNanos the time of one that has none
   * @return false = there is none more
   * @throws DamagedMessageException where the request is none
   */
  boolean next(long nowNanos) throws DamagedMessageException {
    while (!records.next(RECORDS)) {
      while (!scopes.next(SCOPE_LOGS)) {
        if (!resources.next(RESOURCE_LOGS)) {
          return false;
        }
        resource = Resource.attributes(resources, reader);
        scopes.of(resources);
      }
      origin = filing.of(resource, Resource.scope(scopes, reader));
      records.of(scopes);
    }
    read(nowNanos);
    return true;
  }

  private void read(long nowNanos) throws DamagedMessageException {
    attributes.clear();
    fields.of(records);
    long time = 0;
    long observed = 0;
    int severity = 0;
    String severityText = "";
    boolean said = false;
    while (fields.next()) {
      switch (fields.field()) {
        case TIME -> time = fields.number();
        case OBSERVED -> observed = fields.number();
        case SEVERITY_NUMBER -> severity = (int) fields.number();
        case SEVERITY_TEXT -> severityText = orEmpty(fields.text());
        case BODY -> {
          body.read(fields);
          said = true;
        }
        case ATTRIBUTES -> reader.add(fields, attributes);
        case TRACE_ID -> id("trace_id");
        case SPAN_ID -> id("span_id");
        case EVENT_NAME -> put("event.name", orEmpty(fields.text()));
        default -> {
          // flags, and what later versions have
        }
      }
    }
    if (!said) {
      body.clear();
    }
    put("severity", severityText.isEmpty() ? severityOf(severity) : severityText);
    timeNanos = time > 0 ? time : observed > 0 ? observed : nowNanos;
  }

  private void id(String name) {
    if (fields.length() > 0) {
      put(
          name,
          HexFormat.of()
              .formatHex(fields.bytes(), fields.start(), fields.start() + fields.length()));
    }
  }

  private void put(String name, String value) {
    if (!value.isEmpty()) {
      byte[] bytes = value.getBytes(UTF_8);
      attributes.put(name.getBytes(UTF_8), 0, name.length(), bytes, 0, bytes.length);
    }
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** The names of ranges of four (logs data model, "Displaying Severity"). */
  private static String severityOf(int number) {
    return number < 1 || number > RANGE * SEVERITIES.size()
        ? ""
        : SEVERITIES.get((number - 1) / RANGE);
  }

  /** Where the record is filed. */
  LogOrigin origin() {
    return origin;
  }

  /** In nanoseconds since the epoch. */
  long timeNanos() {
    return timeNanos;
  }

  /** Its text. */
  AnyValue body() {
    return body;
  }

  /** Its own attributes, until the next. */
  AttributeSet attributes() {
    return attributes;
  }
}
