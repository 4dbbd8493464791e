package io.groundwatch.input.emf;

import io.groundwatch.codec.EmfHeader;
import io.groundwatch.codec.EmfReader;
import io.groundwatch.model.LogOrigin;
import io.groundwatch.pipeline.LogPlaceholders;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.telemetry.SelfMetrics;
import io.groundwatch.telemetry.ThrottledLog;
import io.groundwatch.text.TextDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Hands on records that senders have sent: as log lines, and their metrics. One thread. */
final class EmfRecords {
  /** Of records that do not say where they are filed. */
  private static final String DEFAULT_GROUP = "emf";

  private final EmfOutlets outlets;
  private final TimeSource time;
  private final EmfFaults faults;
  private final EmfReader reader;
  private final LongAdder count;
  private final TextDecoder text = new TextDecoder(StandardCharsets.UTF_8);

  EmfRecords(EmfOutlets outlets, TimeSource time, SelfMetrics metrics, ThrottledLog trouble) {
    this.outlets = outlets;
    this.time = time;
    this.faults = new EmfFaults(metrics, trouble);
    this.reader = new EmfReader(faults);
    this.count = metrics.counter("agent_emf_records_total");
  }

  /** Whether a record of so many bytes need not wait for a lane. */
  boolean mayGoOn(int length) {
    return outlets.logs().mayGoOn(length);
  }

  /** Takes a record, after {@link #mayGoOn}. */
  void take(byte[] bytes, int offset, int length) {
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
    outlets.logs().accept(origin, at, text.bytes(), text.offset(), text.length(), Map.of());
  }
}
