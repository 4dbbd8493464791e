package io.groundwatch.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.model.BatchId;
import io.groundwatch.model.Compression;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.pipeline.Buffer;
import io.groundwatch.pipeline.SampleBatches;
import io.groundwatch.runtime.DamagedFiles;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.telemetry.SelfMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A buffer's folder in a test, and what a test asks of it. */
final class BufferOnDisk {
  static final TimeSource CLOCK =
      new TimeSource() {
        @Override
        public long wallNanos() {
          return 1_800_000_000_000_000_000L;
        }

        @Override
        public long nanos() {
          return 0;
        }
      };

  final Path directory;
  final SelfMetrics metrics = new SelfMetrics();
  final long maxBytes;
  final long segmentBytes;

  BufferOnDisk(Path directory, long maxBytes, long segmentBytes) {
    this.directory = directory;
    this.maxBytes = maxBytes;
    this.segmentBytes = segmentBytes;
  }

  TapeBuffer open(long settled) throws IOException {
    return TapeBuffer.open(directory, settings(), settled, metrics, CLOCK);
  }

  TapeBuffer open(long settled, SegmentWriter.Opener writers) throws IOException {
    BufferPlace place =
        new BufferPlace(
            "test/logs",
            directory,
            writers,
            new DamagedFiles(directory, CLOCK),
            BufferPlace.counter(metrics, "test/logs"));
    return TapeBuffer.open(place, settings(), settled);
  }

  /** Stores batches of these numbers, a line of {@code bytes} each. */
  void fill(long from, long to, int bytes) throws IOException {
    try (TapeBuffer buffer = open(0)) {
      for (long number = from; number <= to; number++) {
        store(buffer, number, bytes);
      }
    }
  }

  /** Stores one. */
  static void store(Buffer buffer, long number, int bytes) throws IOException {
    assertThat(buffer.store(SampleBatches.logs(number, "x".repeat(bytes)))).isPresent();
  }

  /** The numbers of all batches that can be read. */
  static List<Long> numbers(Buffer buffer) throws IOException {
    List<Long> numbers = new ArrayList<>();
    Optional<StoredBatch> batch = buffer.after(0);
    while (batch.isPresent()) {
      BatchId id = batch.get().id();
      numbers.add(id.low());
      batch = buffer.after(batch.get().sequence());
    }
    return numbers;
  }

  static List<Long> range(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  List<Path> segments() throws IOException {
    return files(".tape");
  }

  List<Path> aside() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(f -> f.toString().contains(".corrupt-")).sorted().toList();
    }
  }

  List<Path> files(String suffix) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(f -> f.toString().endsWith(suffix)).sorted().toList();
    }
  }

  long damages() {
    return metrics.total("agent_buffer_damaged_total");
  }

  private TapeBufferSettings settings() {
    return new TapeBufferSettings("test/logs", maxBytes, segmentBytes, Compression.NONE);
  }
}
