package io.groundwatch.input.otlp;

import io.groundwatch.codec.DamagedMessageException;
import io.groundwatch.pipeline.AttributeSet;
import io.groundwatch.pipeline.LaneSet;
import io.groundwatch.pipeline.RecordFanout;
import io.groundwatch.runtime.TimeSource;
import java.util.concurrent.atomic.LongAdder;

/** Takes log records. One whose text is longer than backends take is cut into several. */
final class LogTaking implements Taking {
  /** What every backend takes. */
  private static final int MAX_TEXT_BYTES = 256 << 10;

  private final LogFiling filing;
  private LogRecords records;
  private final RecordFanout out;
  private final TimeSource time;
  private final LongAdder taken;
  private final AttributeSet cut = new AttributeSet();
  private boolean waiting;
  private int at;

  LogTaking(LogFiling filing, RecordFanout out, TimeSource time, LongAdder taken) {
    this.filing = filing;
    this.records = new LogRecords(filing);
    this.out = out;
    this.time = time;
    this.taken = taken;
  }

  @Override
  public void of(byte[] request) {
    records.of(request);
    waiting = false;
  }

  @Override
  public boolean take() throws DamagedMessageException {
    while (waiting || records.next(time.wallNanos())) {
      if (!waiting) {
        waiting = true;
        at = 0;
      }
      if (!takePieces()) {
        return false;
      }
      waiting = false;
      taken.increment();
    }
    return true;
  }

  private boolean takePieces() {
    AnyValue text = records.body();
    do {
      int length = piece(text);
      if (!out.hasRoom(length)) {
        return false;
      }
      out.accept(
          records.origin(),
          records.timeNanos(),
          text.bytes(),
          text.start() + at,
          length,
          at + length < text.length() ? marked() : records.attributes());
      at += length;
    } while (at < text.length());
    return true;
  }

  /** How long the next piece is, which ends with a whole character. */
  private int piece(AnyValue text) {
    int length = Math.min(MAX_TEXT_BYTES, text.length() - at);
    if (at + length < text.length()) {
      while ((text.bytes()[text.start() + at + length] & 0xc0) == 0x80) {
        length--; // valid UTF-8 has at most three of these
      }
    }
    return length;
  }

  private AttributeSet marked() {
    cut.clear();
    cut.putAll(records.attributes());
    cut.put("log.cut", "too_long");
    return cut;
  }

  @Override
  public LaneSet lanes() {
    return out;
  }

  @Override
  public Result end() {
    records = new LogRecords(filing);
    cut.clear();
    return Result.ALL_TAKEN;
  }
}
