package io.groundwatch.codec;

import io.groundwatch.bench.SampleLines;
import io.groundwatch.model.Batch;
import io.groundwatch.model.Compression;
import io.groundwatch.model.StoredBatch;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** A megabyte of lines on its way to the queue and back: operations a second are MB/s. */
@State(Scope.Thread)
public class EncodingBenchmark {
  private final byte[] text = SampleLines.megabyte();
  private final Batch batch = SampleLines.batch();
  private final JsonBytes json = new JsonBytes();
  private final NdjsonWriter writer = new NdjsonWriter();
  private final StoredBatch stored = new BatchEncoder(Compression.ZSTD).encode(batch, 1);
  private final byte[] element = BatchCodec.encode(stored);

  @Benchmark
  public int escape() {
    json.clear();
    return json.escaped(text, 0, text.length).length();
  }

  @Benchmark
  public void ndjson(Blackhole hole) {
    writer.write(batch, (bytes, length) -> hole.consume(bytes));
  }

  @Benchmark
  public byte[] element() {
    return BatchCodec.encode(stored);
  }

  @Benchmark
  public StoredBatch decodeElement() throws IOException {
    return BatchCodec.decode(element);
  }
}
