package io.groundwatch.pipeline;

import io.groundwatch.model.MetricSample;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives every sample of one input to every lane that wants it. Owned by the input's thread. */
public final class MetricFanout implements MetricSink, LaneRoom {
  private final List<MetricBatcher> batchers;

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
    return batchers.stream().allMatch(MetricBatcher::hasRoom);
  }

  @Override
  public boolean somewhere() {
    return batchers.stream().anyMatch(MetricBatcher::hasRoom);
  }

  /** Room or not, nothing is dropped from here on: the input ends. */
  public void ending() {
    batchers.forEach(MetricBatcher::ending);
  }

  /** Whether every lane takes batches now: a sample would not wait. */
  public boolean lanesHaveRoom() {
    boolean all = true;
    for (MetricBatcher batcher : batchers) {
      all &= batcher.laneHasRoom();
    }
    return all;
  }

  /** What is accepted from here on is of this; null = of nothing that is owed a receipt. */
  public void owe(@Nullable Receipt receipt) {
    batchers.forEach(batcher -> batcher.owe(receipt));
  }

  /** Closes every batch that has anything in it: a sender waits for that. */
  public void flush() {
    batchers.forEach(MetricBatcher::flush);
  }

  /** Closes the batches that are due. */
  public void flushIfDue() {
    batchers.forEach(MetricBatcher::flushIfDue);
  }

  /** How long until {@link #flushIfDue} has something to do, in nanoseconds. */
  public long dueInNanos() {
    return batchers.stream().mapToLong(MetricBatcher::dueInNanos).min().orElse(Long.MAX_VALUE);
  }

  /** Hands over everything: the input ends. */
  public void finish() {
    batchers.forEach(MetricBatcher::finish);
  }
}
