package io.groundwatch.codec;

import io.groundwatch.bench.SampleLines;
import io.groundwatch.model.Batch;
import io.groundwatch.model.Compression;
import io.groundwatch.model.StoredBatch;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A megabyte of lines as records, compressed and back: operations a second are MB/s of lines. */
@State(Scope.Thread)
public class CompressionBenchmark {
  @Param Compression compression = Compression.NONE;

  private final Batch batch = SampleLines.batch();
  private BatchEncoder encoder = new BatchEncoder(compression);
  private StoredBatch stored = encoder.encode(batch, 1);

  @Setup
  public void useTheCompression() {
    encoder = new BatchEncoder(compression);
    stored = encoder.encode(batch, 1);
  }

  @Benchmark
  public StoredBatch encode() {
    return encoder.encode(batch, 1);
  }

  @Benchmark
  public byte[] decompress() throws IOException {
    return Compressor.decompress(compression, stored.payload(), stored.rawBytes());
  }
}
