package io.groundwatch.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsualTimesTest {
  private static final long EXPECTED =
      Instant.parse("2026-01-31T12:00:01Z").getEpochSecond() * 1_000_000_000 + 250_000_000;

  private final UsualTimes times = new UsualTimes(ZoneId.of("Europe/Berlin"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-31T12:00:01.250Z",
        "2026-01-31T13:00:01.25+01:00",
        "2026-01-31T13:00:01,250+0100",
        "2026-01-31 12:00:01.250Z",
        "2026-01-31 13:00:01.250000000 +0100",
        "2026-01-31 13:00:01,250",
        "2026-01-31T13:00:01.250",
        "1769860801.25",
        "1769860801250",
        "1769860801250000",
        "1769860801250000000"
      })
  void readsWhatLoggersWrite(String value) {
    assertThat(find(value)).hasValue(EXPECTED);
  }

  @Test
  void aFractionMayBeMissing() {
    assertThat(find("2026-01-31T12:00:01Z")).hasValue(EXPECTED - 250_000_000);
    assertThat(find("2026-01-31 13:00:01")).hasValue(EXPECTED - 250_000_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "12",
        "at 2026-01-31T12:00:01Z",
        "2026-01-31T12:00:01Z!",
        "2026-02-30T12:00:01Z",
        "2026-01-31",
        "1.769860801e9",
        "17698608012500"
      })
  void isNotMisled(String value) {
    assertThat(find(value)).isEmpty();
  }

  private OptionalLong find(String value) {
    byte[] bytes = ("1" + value + "1").getBytes(UTF_8);
    return times.find(bytes, 1, bytes.length - 2, EXPECTED);
  }
}
