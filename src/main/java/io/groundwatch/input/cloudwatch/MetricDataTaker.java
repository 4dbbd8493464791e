package io.groundwatch.input.cloudwatch;

import io.groundwatch.model.Dimensions;
import io.groundwatch.model.MetricSample;
import io.groundwatch.pipeline.MetricFanout;
import io.groundwatch.pipeline.MetricSink;
import io.groundwatch.pipeline.Receipt;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.telemetry.SelfMetrics;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Takes {@code PutMetricData}. */
final class MetricDataTaker extends ApiTaker {
  private final Dimensions base;
  private final MetricSink sink;
  private final MetricFanout lanes;
  private final TimeSource time;
  private final LongAdder taken;
  private List<MetricSample> samples = List.of();
  private int at;
  private boolean ending;

  MetricDataTaker(
      Dimensions base, MetricSink sink, MetricFanout lanes, TimeSource time, SelfMetrics metrics) {
    super(metrics);
    this.base = base;
    this.sink = sink;
    this.lanes = lanes;
    this.time = time;
    this.taken = metrics.counter("agent_cloudwatch_records_total");
  }

  @Override
  void of(Call call) throws InvalidRequestException {
    samples = MetricData.of(call.input(), base, time.wallNanos());
    at = 0;
  }

  @Override
  void forget() {
    samples = List.of();
  }

  @Override
  String said() {
    return "{}";
  }

  @Override
  public boolean hasRoom() {
    return lanes.lanesHaveRoom();
  }

  @Override
  public boolean take() {
    for (; at < samples.size(); at++) {
      if (!ending && !lanes.everywhere()) {
        return false;
      }
      MetricSample sample = samples.get(at);
      sink.accept(sample);
      taken.increment();
    }
    return true;
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
