package io.groundwatch.input.cloudwatch;

import io.groundwatch.model.Dimensions;
import io.groundwatch.model.MetricSample;
import io.groundwatch.pipeline.LaneSet;
import io.groundwatch.pipeline.MetricFanout;
import io.groundwatch.pipeline.MetricSink;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.telemetry.SelfMetrics;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Takes {@code PutMetricData}. */
final class MetricDataTaking implements ApiTaking {
  private final Dimensions base;
  private final MetricSink sink;
  private final MetricFanout lanes;
  private final TimeSource time;
  private final LongAdder taken;
  private List<MetricSample> samples = List.of();
  private int at;

  MetricDataTaking(
      Dimensions base, MetricSink sink, MetricFanout lanes, TimeSource time, SelfMetrics metrics) {
    this.base = base;
    this.sink = sink;
    this.lanes = lanes;
    this.time = time;
    this.taken = metrics.counter("agent_cloudwatch_records_total");
  }

  @Override
  public void of(Call call) throws InvalidRequestException {
    samples = MetricData.of(call.input(), base, time.wallNanos());
    at = 0;
  }

  @Override
  public LaneSet lanes() {
    return lanes;
  }

  @Override
  public boolean take() {
    for (; at < samples.size(); at++) {
      if (!lanes.everywhere()) {
        return false;
      }
      MetricSample sample = samples.get(at);
      sink.accept(sample);
      taken.increment();
    }
    return true;
  }

  @Override
  public String end() {
    samples = List.of();
    return "{}";
  }
}
