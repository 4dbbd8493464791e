package io.groundwatch.output.stdout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.codec.Compressor;
import io.groundwatch.model.BatchId;
import io.groundwatch.model.Compression;
import io.groundwatch.model.RecordRange;
import io.groundwatch.model.SignalKind;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.pipeline.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StdoutOutputTest {
  private static final byte[] NDJSON = "{\"a\":1}\n{\"b\":2}\n{\"c\":3}\n".getBytes(UTF_8);

  @Test
  void writesTheLinesOfTheRangeAndIsDoneAtOnce() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(send(out, NDJSON.length, new RecordRange(1, 3)))
        .containsExactly(new Outcome.Delivered());
    assertThat(out.toString(UTF_8)).isEqualTo("{\"b\":2}\n{\"c\":3}\n");
  }

  @Test
  void aClosedPipeHolds() {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    assertThat(send(closed, NDJSON.length, new RecordRange(0, 3)))
        .singleElement()
        .isInstanceOfSatisfying(
            Outcome.Held.class,
            held -> assertThat(held.reason()).contains("standard output").contains("Broken pipe"));
  }

  @Test
  void aDamagedBatchHoldsAndWritesNothing() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(send(out, NDJSON.length + 1, new RecordRange(0, 3)))
        .singleElement()
        .isInstanceOf(Outcome.Held.class);
    assertThat(out.size()).isZero();
  }

  private static List<Outcome> send(OutputStream out, int rawBytes, RecordRange range) {
    byte[] payload = Compressor.compress(Compression.GZIP, NDJSON, 0, NDJSON.length);
    StoredBatch batch =
        new StoredBatch(
            1,
            new BatchId(1, 2),
            SignalKind.LOGS,
            0,
            3,
            rawBytes,
            List.of(),
            Compression.GZIP,
            payload);
    List<Outcome> outcomes = new ArrayList<>();
    try (StdoutOutput output = new StdoutOutput(out)) {
      output.send(batch, range, outcomes::add);
    }
    return outcomes;
  }
}
