package io.groundwatch.pipeline;

import io.groundwatch.runtime.Worker;

/**
 * A sampling input and the batchers that it fills, on the input's thread: batches that come due
 * between two samples are closed, and the last ones are handed over at the end.
 */
public final class SampledInput implements Worker {
  private final Worker input;
  private final MetricFanout fanout;

  /** Runs {@code input}, which fills {@code fanout}. */
  public SampledInput(Worker input, MetricFanout fanout) {
    this.input = input;
    this.fanout = fanout;
  }

  @Override
  public String name() {
    return input.name();
  }

  @Override
  public void wakeWith(Runnable wake) {
    input.wakeWith(wake);
  }

  @Override
  public int work() {
    int done = input.work();
    fanout.flushIfDue();
    return done;
  }

  @Override
  public long restNanos() {
    return Math.max(0, Math.min(input.restNanos(), fanout.dueInNanos()));
  }

  @Override
  public void finish(long deadlineNanos) {
    fanout.ending();
    input.finish(deadlineNanos);
    fanout.finish();
  }
}
