package io.groundwatch.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundwatch.model.Batch;
import io.groundwatch.model.BatchId;
import io.groundwatch.model.Compression;
import io.groundwatch.model.Dimensions;
import io.groundwatch.model.LineAttributes;
import io.groundwatch.model.LogLines;
import io.groundwatch.model.LogOrigin;
import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.MetricSeries;
import io.groundwatch.model.RecordRange;
import io.groundwatch.model.SignalKind;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.model.Unit;
import io.groundwatch.model.ValueSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RecordReaderTest {
  @Test
  void readsTheLinesThatTheWriterWrote() throws Exception {
    byte[] text = "one\"\\\u0001línea\t😀".getBytes(UTF_8);
    LogLines lines =
        new LogLines(
            2,
            text,
            new int[] {3, text.length},
            new long[] {1_700_000_000_123_456_789L, -1},
            new int[] {0, 1},
            List.of(
                new LogOrigin("g", "s", "/f", Map.of("service.name", "x")),
                new LogOrigin("g", "t", "")),
            new LineAttributes(new int[] {2}, new int[] {1, 2}, "kv".getBytes(UTF_8)));
    List<LogRecord> read = new ArrayList<>();
    StoredBatch batch = stored(new Batch.Logs(new BatchId(1, 2), 0, lines, List.of()));
    new RecordReader(batch, batch.whole(), index -> true).logs(read::add);
    assertThat(read)
        .containsExactly(
            new LogRecord(
                0,
                1_700_000_000_123_456_789L,
                "g",
                "s",
                "/f",
                "one",
                Map.of("service.name", "x", "k", "v")),
            new LogRecord(1, -1, "g", "t", "", "\"\\\u0001línea\t😀", Map.of()));
  }

  @Test
  void readsTheSamplesThatTheWriterWrote() throws Exception {
    List<MetricSample> samples =
        List.of(
            MetricSample.gauge(series(MetricKind.GAUGE, Unit.PERCENT), 1_000_000L, 3.25),
            new MetricSample(series(MetricKind.DELTA, Unit.BYTES), 2_000_000_000L, 1, 1e300),
            new MetricSample(series(MetricKind.CUMULATIVE, Unit.NONE), 7, 3, -0.1),
            MetricSample.of(
                series(MetricKind.GAUGE, Unit.BYTES),
                5,
                5,
                new ValueSet(new TreeMap<>(Map.of(-1.5, 1L, 2e9, 3L)))));
    List<MetricSample> read = new ArrayList<>();
    StoredBatch batch = stored(new Batch.Metrics(new BatchId(1, 2), 0, samples));
    new RecordReader(batch, batch.whole(), index -> true).metrics(r -> read.add(r.sample()));
    assertThat(read).isEqualTo(samples);
  }

  @Test
  void readsOnlyWhatIsWantedUnderItsOwnIndex() throws Exception {
    StoredBatch batch =
        raw(
            4,
            """
            {"type":"log","time":"2026-01-31T12:00:00.123Z","message":"a","new":[{"x":[1]}]}
            {"type":"log","time":"2026-01-31T12:00:00.123Z","message":"b"}
            {"type":"log","time":"2026-01-31T12:00:00.123Z","message":"c","new":{"y":1}}
            {"type":"log","time":"2026-01-31T12:00:00.123Z","message":"d"}
            """);
    List<String> read = new ArrayList<>();
    new RecordReader(batch, new RecordRange(1, 4), index -> index != 3)
        .logs(record -> read.add(record.index() + record.message()));
    assertThat(read).containsExactly("1b", "2c");
  }

  @Test
  void everyTimeReadsAsItWasWritten() throws Exception {
    long seed = System.nanoTime();
    RandomGenerator random = new java.util.Random(seed);
    IsoTimeReader times = new IsoTimeReader();
    for (int i = 0; i < 10_000; i++) {
      long nanos = random.nextLong() / (1 + random.nextInt(4));
      nanos -= i % 3 == 0 ? Math.floorMod(nanos, 1000) : 0;
      String text = new String(new JsonBytes().time(nanos).toByteArray(), UTF_8);
      if (nanos > Long.MIN_VALUE / 2 && nanos < Long.MAX_VALUE / 2) {
        assertThat(times.read(text)).as("seed %d: %s", seed, text).isEqualTo(nanos);
      }
    }
  }

  @Test
  void whatIsNoRecordIsDamage() {
    for (String line :
        List.of(
            "nonsense",
            "[]",
            "{\"time\":\"2026-01-31 12:00:00.123Z\"}",
            "{\"time\":\"2026-13-31T12:00:00.123Z\"}",
            "{\"time\":\"\"}",
            "{}")) {
      assertThatThrownBy(
              () ->
                  new RecordReader(raw(1, line + "\n"), new RecordRange(0, 1), index -> true)
                      .logs(record -> {}))
          .as(line)
          .isInstanceOf(java.io.IOException.class);
    }
  }

  private static MetricSeries series(MetricKind kind, Unit unit) {
    return new MetricSeries(
        "CWAgent", "m", unit, new Dimensions(Map.of("host", "a", "cpu", "0")), kind, 10);
  }

  private static StoredBatch stored(Batch batch) {
    return new BatchEncoder(Compression.GZIP).encode(batch, 1);
  }

  private static StoredBatch raw(int records, String ndjson) {
    byte[] bytes = ndjson.getBytes(UTF_8);
    return new StoredBatch(
        1,
        new BatchId(1, 2),
        SignalKind.LOGS,
        0,
        records,
        bytes.length,
        List.of(),
        Compression.NONE,
        bytes);
  }
}
