package io.groundwatch.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeResolverTest {
  @ParameterizedTest
  @CsvSource({
    "Jun 15 12:00:00, 2026-06-15T12:00:00Z, 2026-06-15T12:00:00Z",
    "Jul 15 12:00:00, 2026-06-15T12:00:00Z, 2026-07-15T12:00:00Z",
    "Jul 15 12:00:01, 2026-06-15T12:00:00Z, 2025-07-15T12:00:01Z",
    "Dec 31 23:59:59, 2027-01-01T00:00:01Z, 2026-12-31T23:59:59Z",
    "Jan  1 00:00:01, 2026-12-31T23:59:59Z, 2027-01-01T00:00:01Z",
    "Jan  2 00:00:01, 2026-12-31T23:59:59Z, 2026-01-02T00:00:01Z",
    "Jan  5 00:00:00, 2026-12-20T00:00:00Z, 2026-01-05T00:00:00Z",
    "Feb 29 12:00:00, 2028-03-01T00:00:00Z, 2028-02-29T12:00:00Z",
    "Feb 29 12:00:00, 2027-03-01T00:00:00Z, 2024-02-29T12:00:00Z",
    "Feb 29 12:00:00, 1903-03-01T00:00:00Z, 1896-02-29T12:00:00Z"
  })
  void aMissingYearIsTheLatestThatFits(String line, Instant now, Instant expected) {
    assertThat(resolve("%b %d %T", line, ZoneOffset.UTC, now)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "12:00:00, 2026-06-15T12:00:00Z, 2026-06-15T12:00:00Z",
    "14:00:00, 2026-06-15T12:00:00Z, 2026-06-15T14:00:00Z",
    "14:00:01, 2026-06-15T12:00:00Z, 2026-06-14T14:00:01Z",
    "23:59:59, 2026-06-15T00:00:01Z, 2026-06-14T23:59:59Z",
    "00:00:01, 2026-06-15T23:59:59Z, 2026-06-16T00:00:01Z",
    "03:00:00, 2026-06-15T23:59:59Z, 2026-06-15T03:00:00Z",
    "23:00:00, 2027-01-01T00:00:01Z, 2026-12-31T23:00:00Z"
  })
  void aMissingDayIsTheLatestThatFits(String line, Instant now, Instant expected) {
    assertThat(resolve("%T", line, ZoneOffset.UTC, now)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "%T, 00:30:00, 2026-06-14T22:45:00Z, 2026-06-14T22:30:00Z",
    "%T %z, 00:30:00 +1400, 2026-06-14T10:45:00Z, 2026-06-14T10:30:00Z",
    "%T %z, 23:30:00 -1100, 2026-06-14T10:45:00Z, 2026-06-14T10:30:00Z",
    "%b %d %T, Jan 01 00:30:00, 2026-12-31T23:31:00Z, 2026-12-31T23:30:00Z",
    "%b %d %T %Z, Jan 01 00:30:00 Asia/Tokyo, 2026-12-31T15:31:00Z, 2026-12-31T15:30:00Z",
    "%j %T, 001 00:30:00, 2026-12-31T23:31:00Z, 2026-12-31T23:30:00Z"
  })
  void whatIsMissingIsThatOfTheZone(String format, String line, Instant now, Instant expected) {
    assertThat(resolve(format, line, ZoneId.of("Europe/Berlin"), now)).isEqualTo(expected);
  }

  private static Instant resolve(String format, String line, ZoneId zone, Instant now) {
    byte[] bytes = line.getBytes(UTF_8);
    long nowNanos = now.getEpochSecond() * 1_000_000_000L;
    return Instant.ofEpochSecond(
        0,
        TimestampFormat.compile(format, zone).find(bytes, 0, bytes.length, nowNanos).orElseThrow());
  }
}
