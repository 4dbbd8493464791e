package io.groundwatch.input.otlp;

import io.groundwatch.codec.DamagedMessageException;
import io.groundwatch.input.otlp.MetricPoints.Fault;
import io.groundwatch.model.MetricSample;
import io.groundwatch.pipeline.MetricFanout;
import io.groundwatch.pipeline.MetricSink;
import io.groundwatch.pipeline.Receipt;
import io.groundwatch.runtime.TimeSource;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes data points. */
final class MetricTaker extends OtlpTaker {
  private final Supplier<MetricPoints> readers;
  private MetricPoints points;
  private final MetricSink sink;
  private final MetricFanout lanes;
  private final TimeSource time;
  private final LongAdder taken;
  private final OtlpRefusals refusals;
  private boolean waiting;
  private int at;
  private boolean ending;
  private long refused;
  private Fault why = Fault.NONE;

  MetricTaker(
      Supplier<MetricPoints> readers,
      MetricSink sink,
      MetricFanout lanes,
      TimeSource time,
      LongAdder taken,
      RequestLimits limits,
      OtlpRefusals refusals) {
    super(Signal.METRICS, limits, refusals);
    this.readers = readers;
    this.points = readers.get();
    this.sink = sink;
    this.lanes = lanes;
    this.time = time;
    this.taken = taken;
    this.refusals = refusals;
  }

  @Override
  void forget() {
    points = readers.get();
  }

  @Override
  void of(byte[] request) {
    points.of(request);
    waiting = false;
    refused = 0;
    why = Fault.NONE;
  }

  @Override
  boolean takeSome() throws DamagedMessageException {
    while (waiting || points.next(time.wallNanos())) {
      if (!waiting) {
        waiting = true;
        at = 0;
        note();
      }
      for (; at < points.samples().size(); at++) {
        if (!ending && !lanes.everywhere()) {
          return false;
        }
        MetricSample sample = points.samples().get(at);
        sink.accept(sample);
      }
      waiting = false;
    }
    return true;
  }

  private void note() {
    if (points.fault() == Fault.NONE) {
      taken.increment();
    } else {
      refused++;
      why = why == Fault.NONE ? points.fault() : why;
    }
  }

  @Override
  public boolean hasRoom() {
    return lanes.lanesHaveRoom();
  }

  @Override
  long refused() {
    if (refused > 0) {
      refusals.records(why.name().toLowerCase(Locale.ROOT), refused, why.text());
    }
    return refused;
  }

  @Override
  String why() {
    return why.text();
  }

  @Override
  public void owe(@Nullable Receipt receipt) {
    lanes.owe(receipt);
  }

  @Override
  public void flush() {
    lanes.flush();
  }

  @Override
  public void flushIfDue() {
    lanes.flushIfDue();
  }

  @Override
  public long dueInNanos() {
    return lanes.dueInNanos();
  }

  @Override
  public void ending() {
    ending = true;
    lanes.ending();
  }

  @Override
  public void finish() {
    lanes.finish();
  }
}
