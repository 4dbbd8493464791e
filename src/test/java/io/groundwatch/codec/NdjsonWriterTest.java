package io.groundwatch.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.groundwatch.model.Batch;
import io.groundwatch.model.BatchId;
import io.groundwatch.model.Dimensions;
import io.groundwatch.model.LineAttributes;
import io.groundwatch.model.LogLines;
import io.groundwatch.model.LogOrigin;
import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.MetricSeries;
import io.groundwatch.model.Unit;
import io.groundwatch.model.ValueSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class NdjsonWriterTest {
  private static final long NOON = Instant.parse("2026-01-31T12:00:00Z").getEpochSecond();
  private static final LogOrigin ORIGIN = new LogOrigin("app", "web1", "/var/log/app/a.log");

  private final NdjsonWriter writer = new NdjsonWriter();

  @Test
  void writesALogLineAsDocumented() {
    assertThat(written(logs(nanos(123_000_000), "Hello")))
        .isEqualTo(
            "{\"type\":\"log\",\"time\":\"2026-01-31T12:00:00.123Z\",\"group\":\"app\","
                + "\"stream\":\"web1\",\"file\":\"/var/log/app/a.log\",\"message\":\"Hello\"}\n");
  }

  @Test
  void writesAGaugeAsDocumented() {
    MetricSeries series =
        new MetricSeries(
            "CWAgent",
            "cpu_usage_active",
            Unit.PERCENT,
            new Dimensions(Map.of("host", "web1", "cpu", "cpu-total")),
            MetricKind.GAUGE,
            10);

    assertThat(written(metrics(MetricSample.gauge(series, nanos(0), 3.25))))
        .isEqualTo(
            "{\"type\":\"metric\",\"time\":\"2026-01-31T12:00:00.000Z\",\"namespace\":\"CWAgent\","
                + "\"name\":\"cpu_usage_active\",\"value\":3.25,\"unit\":\"Percent\","
                + "\"kind\":\"gauge\",\"interval\":10,\"resolution\":1,"
                + "\"dimensions\":{\"cpu\":\"cpu-total\",\"host\":\"web1\"}}\n");
  }

  @Test
  void saysSinceWhenADeltaAndATotalCount() {
    for (MetricKind kind : List.of(MetricKind.DELTA, MetricKind.CUMULATIVE)) {
      MetricSeries series =
          new MetricSeries("ns", "n", Unit.COUNT_PER_SECOND, Dimensions.NONE, kind, 60);
      MetricSample sample = new MetricSample(series, nanos(0), nanos(0) - 60_000_000_000L, 7);

      assertThat(written(metrics(sample)))
          .contains("\"value\":7,\"unit\":\"Count/Second\",\"kind\":\"" + kind.key() + "\"")
          .contains(",\"start\":\"2026-01-31T11:59:00.000Z\",\"interval\":60,\"resolution\":60,")
          .endsWith("\"dimensions\":{}}\n");
    }
  }

  @Test
  void writesEachValueOfASetWithItsCountBesideTheMean() {
    MetricSeries series =
        new MetricSeries("ns", "n", Unit.NONE, Dimensions.NONE, MetricKind.GAUGE, 60);
    ValueSet set = new ValueSet(new TreeMap<>(Map.of(4.0, 1L, 0.5, 2L)));

    assertThat(written(metrics(MetricSample.of(series, nanos(0), nanos(0), set))))
        .contains(
            "\"name\":\"n\",\"value\":1.6666666666666667,\"values\":[0.5,4],\"counts\":[2,1],\"unit\"");
  }

  @Test
  void writesTheShortestTimeThatLosesNothing() {
    assertThat(time(nanos(0))).isEqualTo("2026-01-31T12:00:00.000Z");
    assertThat(time(nanos(1_000_000))).isEqualTo("2026-01-31T12:00:00.001Z");
    assertThat(time(nanos(1_000))).isEqualTo("2026-01-31T12:00:00.000001Z");
    assertThat(time(nanos(1))).isEqualTo("2026-01-31T12:00:00.000000001Z");
    assertThat(time(-1)).isEqualTo("1969-12-31T23:59:59.999999999Z");
    assertThat(time(Long.MAX_VALUE)).isEqualTo("2262-04-11T23:47:16.854775807Z");
    assertThat(time(Long.MIN_VALUE)).isEqualTo("1677-09-21T00:12:43.145224192Z");
  }

  @Test
  void writesEveryTimeAsTheJdkReadsIt() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      long nanos = random.nextLong();
      Instant expected =
          Instant.ofEpochSecond(
              Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
      assertThat(Instant.parse(time(nanos))).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @Test
  void writesNumbersShortAndExact() {
    assertThat(number(0)).isEqualTo("0");
    assertThat(number(-0.0)).isEqualTo("0");
    assertThat(number(-17)).isEqualTo("-17");
    assertThat(number(9_007_199_254_740_991.0)).isEqualTo("9007199254740991");
    assertThat(number(0.1)).isEqualTo("0.1");
    assertThat(number(2.0E-3)).isEqualTo("0.002");
    assertThat(number(2.2250738585072014E-308)).isEqualTo("2.2250738585072014E-308");
    assertThat(number(0x1p60)).isEqualTo("1.152921504606847E18");
    assertThat(number(Double.NaN)).isEqualTo("null");
    assertThat(number(Double.NEGATIVE_INFINITY)).isEqualTo("null");
  }

  @Test
  void readsBackEveryNumber() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        assertThat(Double.parseDouble(number(value))).as("seed %d", seed).isEqualTo(value);
      }
    }
  }

  @Test
  void escapesEveryControlCharacterAtEveryPlace() throws IOException {
    for (int c = 0; c < 0x80; c++) {
      for (int place = 0; place < 20; place++) {
        String text = "a".repeat(place) + (char) c + "b".repeat(19 - place);
        assertThat(message(written(logs(nanos(0), text)))).isEqualTo(text);
      }
    }
  }

  @Test
  void anyTextReadsBackAsItWas() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 3000; i++) {
      String text = text(random);
      assertThat(message(written(logs(nanos(0), text)))).as("seed %d", seed).isEqualTo(text);
    }
  }

  @Test
  void anyBytesKeepTheShapeOfTheRecord() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    byte[] bytes = new byte[200];
    for (int i = 0; i < 2000; i++) {
      random.nextBytes(bytes);
      LogLines lines =
          new LogLines(1, bytes, new int[] {200}, new long[] {0}, new int[1], List.of(ORIGIN));
      String record = written(new Batch.Logs(new BatchId(0, 0), 0, lines, List.of()));
      String inside = record.substring(record.indexOf("message\":\"") + 10, record.length() - 3);
      assertThat(inside).as("seed %d", seed).matches("(?s)([^\"\\\\\\x00-\\x1f]|\\\\.)*");
    }
  }

  @Test
  void escapesOriginsAndDimensions() throws IOException {
    LogOrigin odd = new LogOrigin("a\"b", "c\\d", "/e\nf/\u00fc");
    byte[] bytes = {'x'};
    LogLines lines = new LogLines(1, bytes, new int[] {1}, new long[1], new int[1], List.of(odd));
    String record = written(new Batch.Logs(new BatchId(0, 0), 0, lines, List.of()));

    assertThat(field(record, "group")).isEqualTo("a\"b");
    assertThat(field(record, "stream")).isEqualTo("c\\d");
    assertThat(field(record, "file")).isEqualTo("/e\nf/\u00fc");
  }

  @Test
  void writesOneLineARecordWithItsOwnOrigin() throws IOException {
    byte[] bytes = "onetwothree".getBytes(StandardCharsets.UTF_8);
    LogOrigin other = new LogOrigin("g", "s", "/b");
    LogLines lines =
        new LogLines(
            3,
            bytes,
            new int[] {3, 6, 11, 0},
            new long[] {1, 2, 3, 0},
            new int[] {0, 1, 0, 0},
            List.of(ORIGIN, other));

    String[] records = written(new Batch.Logs(new BatchId(0, 0), 0, lines, List.of())).split("\n");

    assertThat(records).hasSize(3);
    assertThat(message(records[1])).isEqualTo("two");
    assertThat(field(records[1], "file")).isEqualTo("/b");
    assertThat(message(records[2])).isEqualTo("three");
    assertThat(field(records[2], "file")).isEqualTo(ORIGIN.file());
  }

  @Test
  void writesWhatAllLinesOfAnOriginHaveAndLetsALinesOwnWin() throws IOException {
    byte[] bytes = "onetwo".getBytes(StandardCharsets.UTF_8);
    LogOrigin shop = new LogOrigin("g", "s", "", Map.of("service.name", "shop", "z", "1"));
    LogLines lines =
        new LogLines(
            2,
            bytes,
            new int[] {3, 6},
            new long[2],
            new int[2],
            List.of(shop),
            new LineAttributes(
                new int[] {0, 4},
                new int[] {7, 11, 12, 13},
                "log.cutidlez2".getBytes(StandardCharsets.UTF_8)));

    assertThat(written(new Batch.Logs(new BatchId(0, 0), 0, lines, List.of())).split("\n"))
        .containsExactly(
            "{\"type\":\"log\",\"time\":\"1970-01-01T00:00:00.000Z\",\"group\":\"g\",\"stream\":\"s\","
                + "\"message\":\"one\",\"attributes\":{\"service.name\":\"shop\",\"z\":\"1\"}}",
            "{\"type\":\"log\",\"time\":\"1970-01-01T00:00:00.000Z\",\"group\":\"g\",\"stream\":\"s\","
                + "\"message\":\"two\",\"attributes\":{\"service.name\":\"shop\",\"log.cut\":\"idle\","
                + "\"z\":\"2\"}}");
  }

  @Test
  void writesTheAttributesOfTheLinesThatHaveAny() throws IOException {
    byte[] bytes = "onetwo".getBytes(StandardCharsets.UTF_8);
    LogLines lines =
        new LogLines(
            2,
            bytes,
            new int[] {3, 6},
            new long[2],
            new int[2],
            List.of(ORIGIN),
            new LineAttributes(
                new int[] {0, 4},
                new int[] {3, 5, 8, 8},
                "a\"bc\nkey".getBytes(StandardCharsets.UTF_8)));

    String[] records =
        written(new Batch.Logs(new BatchId(0, 0), 0, lines, List.of())).split("\n", -1);

    assertThat(records[0]).endsWith("\"message\":\"one\"}");
    assertThat(records[1])
        .endsWith("\"message\":\"two\",\"attributes\":{\"a\\\"b\":\"c\\n\",\"key\":\"\"}}");
  }

  @Test
  void forgetsTheBatchBefore() {
    written(logs(nanos(0), "a".repeat(100_000)));

    assertThat(written(logs(nanos(0), "b"))).hasSizeLessThan(200).contains("\"b\"");
  }

  private String written(Batch batch) {
    StringBuilder all = new StringBuilder();
    writer.write(
        batch, (bytes, length) -> all.append(new String(bytes, 0, length, StandardCharsets.UTF_8)));
    return all.toString();
  }

  private static Batch logs(long time, String message) {
    byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
    LogLines lines =
        new LogLines(
            1, bytes, new int[] {bytes.length}, new long[] {time}, new int[1], List.of(ORIGIN));
    return new Batch.Logs(new BatchId(1, 2), time, lines, List.of());
  }

  private static Batch metrics(MetricSample sample) {
    return new Batch.Metrics(new BatchId(1, 2), sample.timeNanos(), List.of(sample));
  }

  private static long nanos(int ofSecond) {
    return NOON * 1_000_000_000L + ofSecond;
  }

  private static String time(long nanos) {
    return new String(new JsonBytes().time(nanos).toByteArray(), StandardCharsets.US_ASCII);
  }

  private static String number(double number) {
    return new String(new JsonBytes().number(number).toByteArray(), StandardCharsets.US_ASCII);
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(60); i > 0; i--) {
      int kind = random.nextInt(8);
      int bound = kind == 0 ? 0x20 : kind == 1 ? 0xd800 : kind == 2 ? 0x800 : 0x80;
      text.appendCodePoint(kind == 3 ? 0x1f600 : random.nextInt(bound));
    }
    return text.toString();
  }

  private static String message(String record) throws IOException {
    return field(record, "message");
  }

  private static String field(String record, String name) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(record)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.FIELD_NAME && parser.currentName().equals(name)) {
          return parser.nextTextValue();
        }
      }
    }
    throw new IOException("no " + name + " in " + record);
  }
}
