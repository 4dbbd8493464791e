package io.groundwatch.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTimeTest {
  private static final long EXPECTED = 1_769_860_801_250_000_000L;
  private static final String TEXT = "2026-01-31T12:00:01.250Z";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
      time     | {"time":"2026-01-31T12:00:01.250Z","msg":"x"}
      time     |  { "msg" : "x" , "time" : "2026-01-31T12:00:01.250Z" }
      time     | {"msg":"a \\"time\\":\\"1999-01-31T12:00:01Z\\"","time":"2026-01-31T12:00:01.250Z"}
      time     | {"msg":"\\\\","time":"2026-01-31T12:00:01.250Z"}
      time     | {"in":{"time":"1999-01-31T12:00:01Z"},"time":"2026-01-31T12:00:01.250Z"}
      time     | {"in":[{"time":"1999-01-31T12:00:01Z"},"]}"],"n":-1.5e3,"t":true,"time":"2026-01-31T12:00:01.250Z"}
      time     | {"time2":"1999-01-31T12:00:01Z","tim":1,"":2,"time":"2026-01-31T12:00:01.250Z"}
      time     | {"\\u0074ime":"2026-01-31T14:00:01.250\\u002B02:00"}
      log.time | {"log":{"x":{},"time":"2026-01-31T12:00:01.250Z"}}
      log.time | {"time":"1999-01-31T12:00:01Z","log":{"level":1},"log.time":"2026-01-31T12:00:01.250Z"}
      log.time | {"log":"time","log":{"time":"2026-01-31T12:00:01.250Z"}}
      a.b.c    | {"a":{"b":1},"a.b":{"c":"2026-01-31T12:00:01.250Z"}}
      @timestamp | {"@timestamp":"2026-01-31T12:00:01.250Z"}
      zeit-ä   | {"zeit-\\u00e4":"2026-01-31T12:00:01.250Z"}
      time     | {"time":"2026-01-31T12:00:01.250Z","cut":"of
      """)
  void findsTheField(String path, String line) {
    assertThat(find(path, "%FT%T%z", line)).hasValue(EXPECTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"ts\":1769860801.25}",
        "{\"ts\":1769860801250,\"x\":1}",
        "{\"ts\": 1769860801250000 }",
        "{\"ts\":\"1769860801250000000\"}"
      })
  void findsNumbers(String line) {
    assertThat(find("ts", "%s", line)).hasValue(EXPECTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{}",
        "[{\"ts\":1769860801}]",
        "x {\"ts\":1769860801}",
        "{\"ts\"}",
        "{\"ts\":",
        "{\"ts\":}",
        "{\"ts\":1769860801",
        "{\"ts\":\"1769860801",
        "{\"ts\":null}",
        "{\"ts\":-1769860801}",
        "{\"ts\":1769860801e3}",
        "{\"ts\":{\"x\":1769860801}}",
        "{\"ts\":[1769860801]}",
        "{\"TS\":1769860801}",
        "{\"x\":\"ts\",1769860801}"
      })
  void findsNothingWhereThereIsNone(String line) {
    assertThat(find("ts", "%s", line)).isEmpty();
  }

  @Test
  void searchesNoFurtherThanItsLimit() {
    String field = "\"time\":\"" + TEXT + "\"";
    String before = "{\"x\":\"" + "y".repeat(JsonTime.SCANNED_BYTES - field.length() - 8) + "\",";
    assertThat(find("time", "%FT%T%z", before + field + "}")).hasValue(EXPECTED);
    assertThat(find("time", "%FT%T%z", before + " " + field + "}")).isEmpty();
  }

  @Test
  void anEmptyPathIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> find("", "%s", "{}"))
        .withMessage("timestamp_field: \"\" (expected: a name)");
  }

  @Test
  void garbageIsNeverAnError() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    String[] parts = {
      "{", "}", "[", "]", "\"", "\\", "\\u00", ":", ",", " ", "ts", "\"ts\":", "1769860801", "é"
    };
    for (int i = 0; i < 50_000; i++) {
      StringBuilder line = new StringBuilder("{");
      for (int part = random.nextInt(12); part > 0; part--) {
        line.append(parts[random.nextInt(parts.length)]);
      }
      assertThatCode(() -> find("ts.ts", "%s", line.toString()))
          .as("%s, seed %d", line, seed)
          .doesNotThrowAnyException();
    }
  }

  private static OptionalLong find(String path, String format, String line) {
    byte[] bytes = ("##" + line + "##").getBytes(UTF_8);
    TimestampReader reader = TimestampFormat.compile(format, ZoneOffset.UTC).reader();
    return new JsonTime(path, reader).find(bytes, 2, bytes.length - 4, EXPECTED);
  }
}
