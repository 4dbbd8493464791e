package io.groundwatch.input.emf;

import io.groundwatch.codec.EmfReader;
import io.groundwatch.model.Batch;
import io.groundwatch.model.BatchId;
import io.groundwatch.model.LogOrigin;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.Position;
import io.groundwatch.pipeline.AttributeSet;
import io.groundwatch.pipeline.LineContent;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.telemetry.SelfMetrics;
import io.groundwatch.telemetry.ThrottledLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * Lines of files for a lane of metrics: the metrics in them, with the positions that they were read
 * from, so that after a crash none is missing. Owned by the input's thread.
 */
public final class EmfContent implements LineContent {
  private static final Duration REPEAT_TROUBLE = Duration.ofMinutes(5);

  /** About what a sample takes when encoded. */
  private static final int SAMPLE_BYTES = 300;

  private static final int VALUE_BYTES = 20;

  private final EmfFaults faults;
  private final EmfReader reader;
  private final List<MetricSample> samples = new ArrayList<>();

  /** Of nothing so far. */
  public EmfContent(TimeSource time, SelfMetrics metrics) {
    this(
        new EmfFaults(
            metrics,
            new ThrottledLog(LoggerFactory.getLogger(EmfContent.class), time, REPEAT_TROUBLE)));
  }

  private EmfContent(EmfFaults faults) {
    this.faults = faults;
    this.reader = new EmfReader(faults);
  }

  @Override
  public long append(LogOrigin origin, long timeNanos, byte[] bytes, int offset, int length) {
    int before = samples.size();
    faults.of(bytes, offset, length);
    reader
        .header(bytes, offset, length, false)
        .ifPresent(
            header -> reader.metrics(header, bytes, offset, length, timeNanos, samples::add));
    long encoded = 0;
    for (MetricSample sample : samples.subList(before, samples.size())) {
      encoded += SAMPLE_BYTES + VALUE_BYTES * sample.set().map(set -> set.size()).orElse(0);
    }
    return encoded;
  }

  /** What else is known of a line says nothing of its metrics. */
  @Override
  public void attributes(Map<String, String> more) {}

  @Override
  public void attributes(AttributeSet more) {}

  @Override
  public int count() {
    return samples.size();
  }

  @Override
  public Batch toBatch(BatchId id, long createdNanos, List<Position> positions) {
    return new Batch.Metrics(id, createdNanos, samples, positions);
  }

  @Override
  public EmfContent next() {
    return new EmfContent(faults);
  }
}
