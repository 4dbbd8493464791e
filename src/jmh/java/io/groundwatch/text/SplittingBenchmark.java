package io.groundwatch.text;

import io.groundwatch.bench.SampleLines;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A megabyte of lines is cut into events: operations a second are MB/s. */
@State(Scope.Thread)
public class SplittingBenchmark {
  private static final int MAX_BYTES = 256 << 10;

  private final byte[] text = SampleLines.megabyte();
  private final EventSplitter plain = new PlainSplitter(MAX_BYTES);
  private long bytes;

  @Benchmark
  public long plain() {
    bytes = 0;
    plain.split(
        text,
        0,
        text.length,
        false,
        (line, offset, length, end) -> {
          bytes += length;
          return true;
        });
    return bytes;
  }
}
