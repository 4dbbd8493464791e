package io.groundwatch.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final long NOW =
      Instant.parse("2026-01-31T12:00:00Z").getEpochSecond() * 1_000_000_000L;

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "1,1",
    "' 7 ',7",
    "600,600",
    "601,600",
    "1000000000,600",
    "99999999999999999999999999,600"
  })
  void secondsAreHonouredUpToTenMinutes(String header, long seconds) {
    assertThat(RetryAfter.parse(header, NOW)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Sat, 31 Jan 2026 12:00:30 GMT | 30",
        "Saturday, 31-Jan-26 12:00:30 GMT | 30",
        "Sat, 31 Jan 2026 12:00:00 GMT | 0",
        "Sat, 31 Jan 2026 11:00:00 GMT | 0",
        "Sat, 31 Jan 2026 18:00:00 GMT | 600",
        "Fri, 31 Dec 9999 23:59:59 GMT | 600"
      })
  void datesAreHonouredUpToTenMinutes(String header, long seconds) {
    assertThat(RetryAfter.parse(header, NOW)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "-5", "1.5", "soon", "1e9", "0x10", "Sat, 99 Foo"})
  void whatCannotBeUnderstoodIsIgnored(String header) {
    assertThat(RetryAfter.parse(header, NOW)).isEqualTo(Duration.ZERO);
  }

  @Test
  void otherDigitsAreNoNumber() {
    assertThat(RetryAfter.parse("٣", NOW)).isEqualTo(Duration.ZERO);
  }
}
