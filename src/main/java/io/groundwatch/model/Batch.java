package io.groundwatch.model;

import java.util.List;

/** Signals of one kind that are stored, sent and settled together. Immutable. */
public sealed interface Batch {
  /** Made once, when the batch is closed. */
  BatchId id();

  /** When the batch was closed, in nanoseconds since the epoch. */
  long createdNanos();

  /** How many records it holds; 0 where there are only positions to remember. */
  int records();

  /** About how many bytes it takes in memory. */
  long memoryBytes();

  /** Where its lines were read; empty for what cannot be read again. */
  List<Position> positions();

  /** Its kind. */
  SignalKind kind();

  /** A batch of log lines, with the positions they were read from. */
  record Logs(BatchId id, long createdNanos, LogLines lines, List<Position> positions)
      implements Batch {
    private static final int BYTES_PER_LINE = 16;

    /** Keeps its own copy of the positions. */
    public Logs {
      positions = List.copyOf(positions);
    }

    @Override
    public int records() {
      return lines.count();
    }

    @Override
    public long memoryBytes() {
      long origins = 0;
      for (LogOrigin origin : lines.originTable()) {
        origins += origin.memoryBytes();
      }
      return lines.bytes().length
          + (long) BYTES_PER_LINE * lines.ends().length
          + lines.attributes().memoryBytes()
          + origins;
    }

    @Override
    public SignalKind kind() {
      return SignalKind.LOGS;
    }
  }

  /** A batch of samples; with the positions that those were read from which can be read again. */
  record Metrics(
      BatchId id, long createdNanos, List<MetricSample> samples, List<Position> positions)
      implements Batch {
    private static final long BYTES_PER_SAMPLE = 96;
    private static final long BYTES_PER_VALUE = 16;

    /** Keeps its own copies. */
    public Metrics {
      samples = List.copyOf(samples);
      positions = List.copyOf(positions);
    }

    /** Of samples that cannot be read again. */
    public Metrics(BatchId id, long createdNanos, List<MetricSample> samples) {
      this(id, createdNanos, samples, List.of());
    }

    @Override
    public int records() {
      return samples.size();
    }

    @Override
    public long memoryBytes() {
      long values = 0;
      long series = 0;
      for (MetricSample sample : samples) {
        values += sample.set().map(ValueSet::size).orElse(0);
        series += sample.series().memoryBytes(); // most senders say anew what their numbers are of
      }
      return BYTES_PER_SAMPLE * samples.size() + BYTES_PER_VALUE * values + series;
    }

    @Override
    public SignalKind kind() {
      return SignalKind.METRICS;
    }
  }

  /**
   * A batch of records that are NDJSON already, such as those that are put back after they were
   * refused; they come with no position, since their lines were settled when they were set aside.
   *
   * @param ndjson one record a line, each with its line end; never written once here
   */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  record Encoded(BatchId id, long createdNanos, SignalKind kind, int records, byte[] ndjson)
      implements Batch {
    @Override
    public long memoryBytes() {
      return ndjson.length;
    }

    @Override
    public List<Position> positions() {
      return List.of();
    }
  }
}
