package io.groundwatch.pipeline;

import io.groundwatch.model.MetricSample;

/** A port: takes samples from an input. Called by the input's thread; never waits. */
@FunctionalInterface
public interface MetricSink {
  /** Takes one sample. */
  void accept(MetricSample sample);
}
