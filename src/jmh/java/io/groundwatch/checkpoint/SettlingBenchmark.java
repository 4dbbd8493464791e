package io.groundwatch.checkpoint;

import io.groundwatch.bench.SampleLines;
import io.groundwatch.bench.ScratchFolder;
import io.groundwatch.runtime.SystemTimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One batch is settled, durably: what it takes is the disk's sync. */
@State(Scope.Thread)
public class SettlingBenchmark {
  private static final int BATCH_BYTES = 1 << 20;

  private Path folder = Path.of("");
  private FileCheckpoints checkpoints;
  private long sequence;

  @Setup
  public void open() throws IOException {
    folder = Files.createTempDirectory("groundwatch-settling");
    checkpoints = FileCheckpoints.open(folder, new SystemTimeSource());
  }

  @Benchmark
  public void settle() throws IOException {
    long from = sequence * BATCH_BYTES;
    sequence++;
    checkpoints.settle(sequence, List.of(SampleLines.position(from, from + BATCH_BYTES)));
  }

  @TearDown
  public void close() throws IOException {
    checkpoints.close();
    ScratchFolder.delete(folder);
  }
}
