package io.groundwatch.input.otlp;

import io.groundwatch.codec.DamagedMessageException;
import io.groundwatch.input.otlp.MetricPoints.Fault;
import io.groundwatch.model.MetricSample;
import io.groundwatch.pipeline.LaneSet;
import io.groundwatch.pipeline.MetricFanout;
import io.groundwatch.pipeline.MetricSink;
import io.groundwatch.runtime.TimeSource;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** Takes data points. */
final class MetricTaking implements Taking {
  private final Supplier<MetricPoints> readers;
  private MetricPoints points;
  private final MetricSink sink;
  private final MetricFanout lanes;
  private final TimeSource time;
  private final LongAdder taken;
  private final OtlpRefusals refusals;
  private boolean waiting;
  private int at;
  private long refused;
  private Fault why = Fault.NONE;

  MetricTaking(
      Supplier<MetricPoints> readers,
      MetricSink sink,
      MetricFanout lanes,
      TimeSource time,
      LongAdder taken,
      OtlpRefusals refusals) {
    this.readers = readers;
    this.points = readers.get();
    this.sink = sink;
    this.lanes = lanes;
    this.time = time;
    this.taken = taken;
    this.refusals = refusals;
  }

  @Override
  public void of(byte[] request) {
    points.of(request);
    waiting = false;
    refused = 0;
    why = Fault.NONE;
  }

  @Override
  public boolean take() throws DamagedMessageException {
    while (waiting || points.next(time.wallNanos())) {
      if (!waiting) {
        waiting = true;
        at = 0;
        note();
      }
      for (; at < points.samples().size(); at++) {
        if (!lanes.everywhere()) {
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
  public LaneSet lanes() {
    return lanes;
  }

  @Override
  public Result end() {
    if (refused > 0) {
      refusals.records(why.name().toLowerCase(Locale.ROOT), refused, why.text());
    }
    points = readers.get();
    return new Result(refused, why.text());
  }
}
