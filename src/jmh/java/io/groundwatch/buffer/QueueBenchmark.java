package io.groundwatch.buffer;

import io.groundwatch.bench.SampleLines;
import io.groundwatch.bench.ScratchFolder;
import io.groundwatch.model.Batch;
import io.groundwatch.model.Compression;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.runtime.SystemTimeSource;
import io.groundwatch.telemetry.SelfMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A megabyte of lines is encoded, compressed and stored, durably, and given up again: operations a
 * second are MB/s of a disk that has to sync three times for each.
 */
@State(Scope.Thread)
public class QueueBenchmark {
  private static final long MAX_BYTES = 1L << 30;

  private final Batch batch = SampleLines.batch();
  private Path folder = Path.of("");
  private TapeBuffer buffer;

  @Setup
  public void open() throws IOException {
    folder = Files.createTempDirectory("groundwatch-queue");
    TapeBufferSettings settings = new TapeBufferSettings("bench", MAX_BYTES, Compression.ZSTD);
    buffer = TapeBuffer.open(folder, settings, 0, new SelfMetrics(), new SystemTimeSource());
  }

  @Benchmark
  public void addAndRemove() throws IOException {
    StoredBatch stored = buffer.store(batch).orElseThrow();
    buffer.settled(stored.sequence());
  }

  @TearDown
  public void close() throws IOException {
    buffer.close();
    ScratchFolder.delete(folder);
  }
}
