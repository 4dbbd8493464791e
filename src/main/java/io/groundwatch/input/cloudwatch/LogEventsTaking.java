package io.groundwatch.input.cloudwatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.groundwatch.codec.JsonTree;
import io.groundwatch.model.LogOrigin;
import io.groundwatch.pipeline.LaneSet;
import io.groundwatch.pipeline.RecordFanout;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.telemetry.SelfMetrics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Takes {@code PutLogEvents}. Groups and streams need not be created: what goes on to CloudWatch
 * has them created there.
 */
final class LogEventsTaking implements ApiTaking {
  private static final String INVALID = "InvalidParameterException";
  private static final int MAX_EVENTS = 10_000;
  private static final int MAX_NAME = 512;

  private final RecordFanout out;
  private final TimeSource time;
  private final LongAdder taken;
  private List<JsonTree> events = List.of();
  private LogOrigin origin = new LogOrigin("", "", "");
  private int at;

  LogEventsTaking(RecordFanout out, TimeSource time, SelfMetrics metrics) {
    this.out = out;
    this.time = time;
    this.taken = metrics.counter("agent_cloudwatch_records_total");
  }

  @Override
  public void of(Call call) throws InvalidRequestException {
    origin = new LogOrigin(name(call, "logGroupName"), name(call, "logStreamName"), "");
    events = call.input().at("logEvents").elements();
    at = 0;
    if (events.isEmpty() || events.size() > MAX_EVENTS) {
      throw new InvalidRequestException(
          INVALID, "logEvents: " + events.size() + " (expected: 1 to " + MAX_EVENTS + ")");
    }
    for (JsonTree event : events) {
      if (event.at("timestamp").number().isEmpty()) {
        throw new InvalidRequestException(INVALID, "An event has no timestamp in milliseconds.");
      }
    }
  }

  private static String name(Call call, String key) throws InvalidRequestException {
    String name = call.input().text(key);
    if (name.isBlank() || name.length() > MAX_NAME) {
      throw new InvalidRequestException(INVALID, key + ": 1 to 512 characters are expected.");
    }
    return name;
  }

  @Override
  public LaneSet lanes() {
    return out;
  }

  @Override
  public boolean take() {
    for (; at < events.size(); at++) {
      JsonTree event = events.get(at);
      byte[] text = event.text("message").getBytes(UTF_8);
      if (!out.hasRoom(text.length)) {
        return false;
      }
      long millis = event.at("timestamp").number().orElse(time.wallNanos() / 1_000_000);
      out.accept(origin, TimeUnit.MILLISECONDS.toNanos(millis), text, 0, text.length, Map.of());
      taken.increment();
    }
    return true;
  }

  @Override
  public String end() {
    events = List.of();
    return "{\"nextSequenceToken\":\"1\"}";
  }
}
