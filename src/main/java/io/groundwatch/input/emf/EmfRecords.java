package io.groundwatch.input.emf;

import io.groundwatch.codec.EmfHeader;
import io.groundwatch.codec.EmfReader;
import io.groundwatch.model.LogOrigin;
import io.groundwatch.pipeline.LogPlaceholders;
import io.groundwatch.pipeline.RecordLane;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.telemetry.SelfMetrics;
import io.groundwatch.telemetry.ThrottledLog;
import io.groundwatch.text.TextDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Hands on records that senders have sent: as log lines, and their metrics. One thread. */
final class EmfRecords {
  /** Of records that do not say where they are filed. */
  private static final String DEFAULT_GROUP = "emf";

  private final EmfOutlets outlets;
  private final List<RecordLane> lanes;
  private final TimeSource time;
  private final EmfFaults faults;
  private final EmfReader reader;
  private final LongAdder count;
  private final TextDecoder text = new TextDecoder(StandardCharsets.UTF_8);

  EmfRecords(EmfOutlets outlets, TimeSource time, SelfMetrics metrics, ThrottledLog trouble) {
    this.outlets = outlets;
    this.lanes = outlets.logs();
    this.time = time;
    this.faults = new EmfFaults(metrics, trouble);
    this.reader = new EmfReader(faults);
    this.count = metrics.counter("agent_emf_records_total");
  }

  /** Whether a record of so many bytes need not wait for a lane. */
  boolean mayGoOn(int length) {
    boolean all = true;
    for (RecordLane lane : lanes) {
      all &= lane.mayGoOn(length);
    }
    return all;
  }

  /**
   * Takes a record, after {@link #mayGoOn}.
   *
   * @param last whether room or not
   */
  void take(byte[] bytes, int offset, int length, boolean last) {
    count.increment();
    long now = time.wallNanos();
    faults.of(bytes, offset, length);
    EmfHeader header = reader.header(bytes, offset, length, true).orElse(EmfHeader.NONE);
    reader.metrics(header, bytes, offset, length, now, outlets.metrics()::accept);
    LogOrigin origin =
        new LogOrigin(
            header.group().orElse(DEFAULT_GROUP),
            header.stream()
                .orElseGet(() -> LogPlaceholders.fill(outlets.stream(), outlets.host().values())),
            "");
    long at =
        header.timeMillis().isPresent()
            ? TimeUnit.MILLISECONDS.toNanos(header.timeMillis().getAsLong())
            : now;
    text.decode(bytes, offset, length, false);
    for (RecordLane lane : lanes) {
      if (last) {
        lane.appendLast(origin, at, text.bytes(), text.offset(), text.length());
      } else {
        lane.append(origin, at, text.bytes(), text.offset(), text.length());
      }
    }
  }

  void flushIfDue() {
    lanes.forEach(RecordLane::flushIfDue);
  }

  long dueInNanos() {
    return lanes.stream().mapToLong(RecordLane::dueInNanos).min().orElse(Long.MAX_VALUE);
  }

  void finish() {
    lanes.forEach(RecordLane::finish);
  }
}
