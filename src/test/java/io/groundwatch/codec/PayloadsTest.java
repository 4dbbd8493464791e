package io.groundwatch.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundwatch.model.BatchId;
import io.groundwatch.model.Compression;
import io.groundwatch.model.RecordRange;
import io.groundwatch.model.SignalKind;
import io.groundwatch.model.StoredBatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PayloadsTest {

  @ParameterizedTest
  @EnumSource(Compression.class)
  void theWholeInItsStoredCompressionIsTheStoredArray(Compression compression) throws IOException {
    StoredBatch batch = batch(List.of("{\"a\":1}", "{\"b\":2}"), compression);
    assertThat(Payloads.slice(batch, batch.whole(), compression)).isSameAs(batch.payload());
  }

  @Test
  void theSlicesOfAnySplitAreTheWholeTogether() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      List<String> records = randomRecords(random);
      StoredBatch batch = batch(records, anyOf(random));
      Compression target = anyOf(random);
      ByteArrayOutputStream joined = new ByteArrayOutputStream();
      int from = 0;
      while (from < records.size()) {
        int to = from + 1 + random.nextInt(records.size() - from);
        RecordRange range = new RecordRange(from, to);
        byte[] part = Payloads.slice(batch, range, target);
        joined.write(unpacked(target, part));
        assertThat(texts(Payloads.lines(batch, range)))
            .as("seed %d, round %d, %s", seed, round, range)
            .isEqualTo(records.subList(from, to));
        from = to;
      }
      assertThat(joined.toString(UTF_8))
          .as("seed %d, round %d", seed, round)
          .isEqualTo(ndjson(records));
    }
  }

  @Test
  void theSameRangeGivesTheSameBytesAgain() throws IOException {
    StoredBatch batch = batch(List.of("{\"a\":1}", "{\"b\":2}", "{\"c\":3}"), Compression.ZSTD);
    RecordRange range = new RecordRange(1, 3);
    assertThat(Payloads.slice(batch, range, Compression.GZIP))
        .isEqualTo(Payloads.slice(batch, range, Compression.GZIP));
  }

  @Test
  void anEmptyRangeIsNoBytes() throws IOException {
    StoredBatch batch = batch(List.of("{}", "{}"), Compression.GZIP);
    assertThat(Payloads.slice(batch, new RecordRange(1, 1), Compression.NONE)).isEmpty();
    assertThat(Payloads.lines(batch, new RecordRange(2, 2))).isEmpty();
  }

  @Test
  void aRangeBeyondTheBatchIsRefused() {
    StoredBatch batch = batch(List.of("{}", "{}"), Compression.GZIP);
    assertThatThrownBy(() -> Payloads.slice(batch, new RecordRange(1, 3), Compression.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("range: to 3 (expected: <= 2)");
  }

  @Test
  void fewerLinesThanRecordsIsDamage() {
    byte[] raw = "{}\n".getBytes(UTF_8);
    StoredBatch batch = stored(3, raw, Compression.NONE);
    assertThatThrownBy(() -> Payloads.lines(batch, new RecordRange(0, 2)))
        .isInstanceOf(DamagedPayloadException.class);
    assertThatThrownBy(() -> Payloads.slice(batch, new RecordRange(1, 2), Compression.GZIP))
        .isInstanceOf(DamagedPayloadException.class);
  }

  private static List<String> randomRecords(Random random) {
    List<String> records = new ArrayList<>();
    int count = 1 + random.nextInt(40);
    for (int i = 0; i < count; i++) {
      records.add("{\"message\":\"" + "é~x".repeat(random.nextInt(50)) + "\",\"n\":" + i + "}");
    }
    return records;
  }

  private static Compression anyOf(Random random) {
    List<Compression> all = List.of(Compression.values());
    return all.get(random.nextInt(all.size()));
  }

  private static byte[] unpacked(Compression compression, byte[] packed) throws IOException {
    return Compressor.reading(compression, new java.io.ByteArrayInputStream(packed)).readAllBytes();
  }

  private static List<String> texts(List<byte[]> lines) {
    return lines.stream().map(line -> new String(line, UTF_8)).toList();
  }

  private static String ndjson(List<String> records) {
    return String.join("\n", records) + "\n";
  }

  private static StoredBatch batch(List<String> records, Compression compression) {
    return stored(records.size(), ndjson(records).getBytes(UTF_8), compression);
  }

  private static StoredBatch stored(int records, byte[] raw, Compression compression) {
    byte[] payload = Compressor.compress(compression, raw, 0, raw.length);
    return new StoredBatch(
        1,
        new BatchId(1, 2),
        SignalKind.LOGS,
        0,
        records,
        raw.length,
        List.of(),
        compression,
        payload);
  }
}
