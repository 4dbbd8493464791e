package io.groundwatch.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.model.Batch;
import io.groundwatch.model.BatchId;
import io.groundwatch.model.Compression;
import io.groundwatch.model.LineAttributes;
import io.groundwatch.model.LogLines;
import io.groundwatch.model.LogOrigin;
import io.groundwatch.model.StoredBatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchEncoderTest {
  private static final LogOrigin ORIGIN = new LogOrigin("app", "web1", "/var/log/app/a.log");

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  /** From nothing to several chunks, and around the size of one. */
  @ParameterizedTest
  @EnumSource(Compression.class)
  void storesWhatTheWriterWritesWhateverItsSize(Compression compression) throws IOException {
    BatchEncoder encoder = new BatchEncoder(compression);
    for (int lines : new int[] {0, 1, 400, 440, 460, 480, 5000, 3}) {
      Batch batch = batch(lines);
      byte[] written = written(batch);
      StoredBatch stored = encoder.encode(batch, 7);
      assertThat(stored.rawBytes()).as("seed %d", seed).isEqualTo(written.length);
      assertThat(Compressor.decompress(compression, stored.payload(), stored.rawBytes()))
          .as("seed %d, %d lines", seed, lines)
          .isEqualTo(written);
      assertThat(encoder.encode(batch, 7).payload())
          .as("seed %d, %d lines: the same again", seed, lines)
          .isEqualTo(stored.payload());
    }
  }

  /** So that a batch takes no more of memory than a chunk while it is encoded. */
  @ParameterizedTest
  @EnumSource(Compression.class)
  void chunksAreOfWholeRecordsAndSmall(Compression compression) {
    new NdjsonWriter()
        .write(
            batch(5000),
            (bytes, length) -> {
              assertThat(bytes[length - 1]).isEqualTo((byte) '\n');
              assertThat(length).isLessThan(NdjsonWriter.CHUNK_BYTES + 1000);
            });
  }

  private static byte[] written(Batch batch) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    new NdjsonWriter().write(batch, (bytes, length) -> all.write(bytes, 0, length));
    return all.toByteArray();
  }

  private Batch batch(int count) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int[] ends = new int[count];
    for (int i = 0; i < count; i++) {
      byte[] line = ("line " + i + " \"" + "x".repeat(random.nextInt(20)) + "\"").getBytes(UTF_8);
      bytes.write(line, 0, line.length);
      ends[i] = bytes.size();
    }
    long[] times = new long[count];
    Arrays.fill(times, 1_700_000_000_000_000_000L);
    LogLines lines =
        new LogLines(
            count,
            bytes.toByteArray(),
            ends,
            times,
            new int[count],
            List.of(ORIGIN),
            LineAttributes.NONE);
    return new Batch.Logs(new BatchId(1, 2), 3, lines, List.of());
  }
}
