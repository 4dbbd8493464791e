package io.groundwatch.output.cloudwatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.groundwatch.codec.JsonBytes;
import io.groundwatch.codec.LogRecord;
import io.groundwatch.output.WireRequest;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * The body of one {@code PutLogEvents}, within its limits (API reference): 1,048,576 bytes, which
 * count each message in UTF-8 and 26 more, 10,000 events, 24 hours from the first to the last.
 */
final class LogEventsBody {
  static final int MAX_BYTES = 1_048_576;
  static final int EVENT_BYTES = 26;
  static final int MAX_EVENTS = 10_000;
  static final int MAX_MESSAGE_BYTES = MAX_BYTES - EVENT_BYTES;
  private static final long MAX_SPAN_MILLIS = TimeUnit.HOURS.toMillis(24);
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final int INITIAL_RECORDS = 64;

  private final LogStep step;
  private final JsonBytes json = new JsonBytes();
  private int[] records = new int[INITIAL_RECORDS];
  private int events;
  private long bytes;
  private long firstMillis;

  LogEventsBody(LogStep step) {
    this.step = step;
    json.raw("{\"logGroupName\":").string(step.group());
    json.raw(",\"logStreamName\":").string(step.stream()).raw(",\"logEvents\":[");
  }

  /** Whether the line still fits; lines come by time. */
  boolean takes(LogRecord line) {
    return events == 0
        || (events < MAX_EVENTS
            && bytes + size(text(line)) <= MAX_BYTES
            && millis(line) - firstMillis < MAX_SPAN_MILLIS);
  }

  void add(LogRecord line) {
    byte[] message = text(line);
    if (events == 0) {
      firstMillis = millis(line);
    } else {
      json.raw(",");
    }
    json.raw("{\"timestamp\":").number(millis(line)).raw(",\"message\":\"");
    json.escaped(message, 0, message.length).raw("\"}");
    if (events == records.length) {
      records = Arrays.copyOf(records, 2 * events);
    }
    records[events++] = line.index();
    bytes += size(message);
  }

  WireRequest finish() {
    return LogGroups.put(json.raw("]}").toByteArray(), Arrays.copyOf(records, events), step);
  }

  /** An empty message is refused, and with it all others of the request: a blank stands for it. */
  private static byte[] text(LogRecord line) {
    return (line.message().isEmpty() ? " " : line.message()).getBytes(UTF_8);
  }

  private static long size(byte[] message) {
    return (long) message.length + EVENT_BYTES;
  }

  private static long millis(LogRecord line) {
    return Math.floorDiv(line.timeNanos(), NANOS_PER_MILLI);
  }
}
