package io.groundwatch.pipeline;

import io.groundwatch.model.MetricSample;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives every sample of one input to every lane that wants it. Owned by the input's thread. */
public final class MetricFanout implements MetricSink, LaneRoom, LaneSet {
  private final List<MetricBatcher> batchers;
  private boolean ending;

  /** To one batcher a lane. */
  public MetricFanout(List<MetricBatcher> batchers) {
    this.batchers = List.copyOf(batchers);
  }

  @Override
  public void accept(MetricSample sample) {
    for (MetricBatcher batcher : batchers) {
      batcher.accept(sample);
    }
  }

  @Override
  public boolean everywhere() {
    return ending || batchers.stream().allMatch(MetricBatcher::hasRoom);
  }

  @Override
  public boolean somewhere() {
    return batchers.stream().anyMatch(MetricBatcher::hasRoom);
  }

  @Override
  public void ending() {
    ending = true;
    batchers.forEach(MetricBatcher::ending);
  }

  @Override
  public boolean lanesHaveRoom() {
    boolean all = true;
    for (MetricBatcher batcher : batchers) {
      all &= batcher.laneHasRoom();
    }
    return all;
  }

  @Override
  public void owe(@Nullable Receipt receipt) {
    batchers.forEach(batcher -> batcher.owe(receipt));
  }

  @Override
  public void flush() {
    batchers.forEach(MetricBatcher::flush);
  }

  @Override
  public void flushIfDue() {
    batchers.forEach(MetricBatcher::flushIfDue);
  }

  @Override
  public long dueInNanos() {
    return batchers.stream().mapToLong(MetricBatcher::dueInNanos).min().orElse(Long.MAX_VALUE);
  }

  @Override
  public void finish() {
    batchers.forEach(MetricBatcher::finish);
  }
}
