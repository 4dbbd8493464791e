package io.groundwatch.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.re2j.Pattern;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampFormatTest {
  private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      %Y-%m-%d %H:%M:%S       | 2026-01-31 12:00:01 INFO up           | 2026-01-31T12:00:01Z
      %Y-%m-%d %H:%M:%S       | INFO [2026-01-31 12:00:01] up         | 2026-01-31T12:00:01Z
      %Y-%m-%d %H:%M:%S,%f    | 2026-01-31 12:00:01,123 INFO          | 2026-01-31T12:00:01.123Z
      %Y-%m-%d %H:%M:%S.%f    | 2026-01-31 12:00:01,123 INFO          | 2026-01-31T12:00:01.123Z
      %Y-%m-%d %H:%M:%S,%f    | 2026-01-31 12:00:01.123 INFO          | 2026-01-31T12:00:01.123Z
      %Y-%m-%d %H:%M:%S.%f    | 2026-01-31 12:00:01.123456789 INFO    | 2026-01-31T12:00:01.123456789Z
      %Y-%m-%d %H:%M:%S.%f    | 2026-01-31 12:00:01.000001 INFO       | 2026-01-31T12:00:01.000001Z
      %Y-%m-%d %H:%M:%S.%f    | 2026-01-31 12:00:01.5 INFO            | 2026-01-31T12:00:01.5Z
      %Y-%m-%d %H:%M:%S.%f    | 2026-01-31 12:00:01.1234567891234 x   | 2026-01-31T12:00:01.123456789Z
      %Y-%m-%d %H:%M:%S.%f    | 2026-01-31 12:00:01 INFO              | 2026-01-31T12:00:01Z
      %Y-%m-%d %H:%M:%S.%L    | 2026-01-31 12:00:01.987 INFO          | 2026-01-31T12:00:01.987Z
      %Y-%m-%d %H:%M:%S.%N    | 2026-01-31 12:00:01.987654321 INFO    | 2026-01-31T12:00:01.987654321Z
      %Y%m%d%H%M%S%f          | 20260131120001987                     | 2026-01-31T12:00:01.987Z
      %H:%M:%S:%f %F          | 12:00:01:25 2026-01-31                | 2026-01-31T12:00:01.25Z
      %F %T                   | 2026-01-31 12:00:01.25 x              | 2026-01-31T12:00:01.25Z
      %F %T                   | 2026-01-31 12:00:01,25,42             | 2026-01-31T12:00:01Z
      %F %T, %Z               | 2026-01-31 12:00:01, EST              | 2026-01-31T17:00:01Z
      %T %F                   | 12:00:01,125 2026-01-31               | 2026-01-31T12:00:01.125Z
      %FT%T%z                 | 2026-01-31T12:00:01+02:00 x           | 2026-01-31T10:00:01Z
      %FT%T%z                 | 2026-01-31T12:00:01.250+0200 x        | 2026-01-31T10:00:01.250Z
      %FT%T%z                 | 2026-01-31T12:00:01,250Z x            | 2026-01-31T12:00:01.250Z
      %FT%T%z                 | 2026-01-31T12:00:01-03:30 x           | 2026-01-31T15:30:01Z
      %FT%T.%f%z              | 2026-01-31T12:00:01.250+02:00 x       | 2026-01-31T10:00:01.250Z
      %FT%T.%fZ               | 2026-01-31T12:00:01.250Z x            | 2026-01-31T12:00:01.250Z
      %FT%T.%fZ               | 2026-01-31T12:00:01Z x                | 2026-01-31T12:00:01Z
      %F %T %z                | 2026-01-31 12:00:01 +02               | 2026-01-31T10:00:01Z
      %F %T %z                | 2026-01-31 12:00:01 +0000             | 2026-01-31T12:00:01Z
      %F %T %Z                | 2026-01-31 12:00:01 UTC               | 2026-01-31T12:00:01Z
      %F %T %Z                | 2026-01-31 12:00:01 GMT               | 2026-01-31T12:00:01Z
      %F %T%Z                 | 2026-01-31 12:00:01Z                  | 2026-01-31T12:00:01Z
      %F %T %Z                | 2026-01-31 12:00:01 EST               | 2026-01-31T17:00:01Z
      %F %T %Z                | 2026-07-31 12:00:01 CEST x            | 2026-07-31T10:00:01Z
      %F %T %Z                | 2026-07-31 12:00:01 Europe/Berlin     | 2026-07-31T10:00:01Z
      %F %T %Z                | 2026-01-31 12:00:01 Europe/Berlin x   | 2026-01-31T11:00:01Z
      %F %T %Z                | 2026-01-31 12:00:01 Etc/GMT+5         | 2026-01-31T17:00:01Z
      %F %T %Z                | 2026-01-31 12:00:01 GMT+02:00         | 2026-01-31T10:00:01Z
      %F %T %Z                | 2026-01-31 12:00:01 +03 x             | 2026-01-31T09:00:01Z
      %F %T %Z                | 2026-01-31 12:00:01 UTC-main          | 2026-01-31T12:00:01Z
      %d/%b/%Y:%H:%M:%S %z    | 1.2.3.4 - - [31/Jan/2026:12:00:01 +0100] "GET / | 2026-01-31T11:00:01Z
      %B %d, %Y %H:%M:%S      | February 28, 2026 12:00:01            | 2026-02-28T12:00:01Z
      %B %d, %Y %H:%M:%S      | SEPTEMBER 30, 2026 12:00:01           | 2026-09-30T12:00:01Z
      %B %d, %Y %H:%M:%S      | May 3, 2026 12:00:01                  | 2026-05-03T12:00:01Z
      %h %d, %Y %H:%M:%S      | dec 3, 2026 12:00:01                  | 2026-12-03T12:00:01Z
      %b %d %Y %H:%M:%S       | August 3 2026 12:00:01                | 2026-08-03T12:00:01Z
      %A, %d %B %Y %H:%M      | Wednesday, 01 July 2026 07:09         | 2026-07-01T07:09:00Z
      %a, %d %b %Y %T %z      | Wed, 01 Jul 2026 07:09:10 -0000       | 2026-07-01T07:09:10Z
      %a %b %e %T %Y          | Wed Jul  1 07:09:10 2026              | 2026-07-01T07:09:10Z
      %c                      | Wed Jul  1 07:09:10 2026              | 2026-07-01T07:09:10Z
      %b%e %Y                 | [Jul 1 2026]                          | 2026-07-01T00:00:00Z
      %m/%d/%y %I:%M:%S %p    | 1/5/26 12:00:01 AM                    | 2026-01-05T00:00:01Z
      %m/%d/%y %I:%M:%S %p    | 01/05/26 12:00:01 pm                  | 2026-01-05T12:00:01Z
      %m/%d/%y %-I:%M:%S%P    | 01/05/26 7:00:01pm                    | 2026-01-05T19:00:01Z
      %D %r                   | 01/05/26 11:00:01 PM                  | 2026-01-05T23:00:01Z
      %D %l:%M %p             | [01/05/26  9:15 PM]                   | 2026-01-05T21:15:00Z
      %D %k:%M                | [01/05/26  9:15]                      | 2026-01-05T09:15:00Z
      %D%k:%M                 | [01/05/26 9:15]                       | 2026-01-05T09:15:00Z
      %D %R                   | 01/05/70 23:15                        | 1970-01-05T23:15:00Z
      %D %R                   | 01/05/68 23:15                        | 2068-01-05T23:15:00Z
      %-m/%-d/%Y %-H:%-M:%-S  | 1/5/2026 3:4:5 x                      | 2026-01-05T03:04:05Z
      %m/%d/%Y                | 1/31/20261 2/28/2026                  | 2026-02-28T00:00:00Z
      %y%m%d %H%M%S           | 260131 120001 x                       | 2026-01-31T12:00:01Z
      %Y%m%dT%H%M%S%z         | 20260131T120001Z                      | 2026-01-31T12:00:01Z
      %Y.%j %T                | 2026.031 12:00:01                     | 2026-01-31T12:00:01Z
      %Y.%j                   | 2024.366 x                            | 2024-12-31T00:00:00Z
      %s                      | at 1769860801 up                      | 2026-01-31T12:00:01Z
      %s                      | [1769860801.5]                        | 2026-01-31T12:00:01.5Z
      %s.%f                   | 1769860801.123456789 x                | 2026-01-31T12:00:01.123456789Z
      %s,%f                   | 1769860801 x                          | 2026-01-31T12:00:01Z
      %s                      | thread 12 1769860801123 x             | 2026-01-31T12:00:01.123Z
      %s                      | 1769860801123456 x                    | 2026-01-31T12:00:01.123456Z
      %s                      | 1769860801123456789 x                 | 2026-01-31T12:00:01.123456789Z
      %s                      | 1769860801123.456 x                   | 2026-01-31T12:00:01.123456Z
      msg=audit(%s.%L:        | type=X msg=audit(1769860801.123:77): x | 2026-01-31T12:00:01.123Z
      %F%%%T                  | 2026-01-31%12:00:01                   | 2026-01-31T12:00:01Z
      %F%t%T%n%Z              | 2026-01-31   12:00:01 UTC             | 2026-01-31T12:00:01Z
      <%F | <2026-13-01 <2026-02-30 <2026-02-28                       | 2026-02-28T00:00:00Z
      Zeit: %FÄ%T             | Zeit: 2026-01-31Ä12:00:01             | 2026-01-31T12:00:01Z
      %F %T                   | 2016-12-31 23:59:60                   | 2017-01-01T00:00:00Z
      %F %T                   | 2024-02-29 00:00:00                   | 2024-02-29T00:00:00Z
      %F %T                   | 1969-12-31 23:59:59.75                | 1969-12-31T23:59:59.75Z
      """)
  void readsEveryDirective(String format, String line, Instant expected) {
    assertThat(find(format, line, ZoneOffset.UTC)).isEqualTo(nanos(expected));
    TimestampFormat compiled = TimestampFormat.compile(format, ZoneOffset.UTC);
    TimestampReader reader = compiled.reader();
    byte[] bytes = line.getBytes(UTF_8);
    reader.find(bytes, 0, bytes.length, epochNanos(NOW));
    String found = new String(bytes, reader.start(), reader.end() - reader.start(), UTF_8);
    assertThat(Pattern.matches(compiled.pattern(), found))
        .as("%s finds %s", compiled.pattern(), found)
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      %F %T      | 2026-02-29 12:00:00
      %F %T      | 2026-01-31 24:00:00
      %F %T      | 2026-01-31 12:60:00
      %F %T      | 2026-01-31 12:00
      %F %T      | x
      %F         | 2026-01-312
      %F         | 12026-01-31
      %F         | 2300-01-31
      %F         | 0001-01-31
      %Y.%j      | 2026.366
      %Y%m%d     | 2026131
      %H:%M:%S   | 12026:13:01:9
      %b %d %Y   | trojan 5 2026
      %I:%M %p   | 13:00 PM
      %I:%M %p   | 12:00 XM
      %F %T %z   | 2026-01-31 12:00:00 +2
      %F %T %z   | 2026-01-31 12:00:00 +1900
      %F %T %Z   | 2026-01-31 12:00:00 INFO
      %F %T %Z   | 2026-01-31 12:00:00 CST
      %s         | 17698608011
      %s         | 17698608011769860801
      %s         | 42 and 123456789
      """)
  void readsNothingThatIsNoTime(String format, String line) {
    assertThat(find(format, line, ZoneOffset.UTC)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-31 12:00:00, 2026-01-31T11:00:00Z",
    "2026-07-31 12:00:00, 2026-07-31T10:00:00Z",
    "2026-03-29 01:59:59, 2026-03-29T00:59:59Z",
    "2026-03-29 02:30:00, 2026-03-29T01:30:00Z",
    "2026-03-29 03:00:00, 2026-03-29T01:00:00Z",
    "2026-10-25 02:30:00, 2026-10-25T00:30:00Z",
    "2026-10-25 03:00:00, 2026-10-25T02:00:00Z"
  })
  void movesOnThroughTheGapAndTakesTheEarlierOfTwo(String line, Instant expected) {
    assertThat(find("%F %T", line, BERLIN)).isEqualTo(nanos(expected));
  }

  @Test
  void theTextsOwnOffsetWinsOverTheConfiguredZone() {
    assertThat(find("%F %T %z", "2026-01-31 12:00:00 -0500", BERLIN))
        .isEqualTo(nanos(Instant.parse("2026-01-31T17:00:00Z")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      %Y-%Q          | timestamp_format: %Q at character 4 of "%Y-%Q"
      %F %T %        | timestamp_format: % at character 7 of "%F %T %"
      %-Y            | timestamp_format: %-Y at character 1 of "%-Y"
      %F%T%é         | timestamp_format: %é at character 5 of "%F%T%é"
      plain text %%  | timestamp_format: "plain text %%" (expected: a date, a time of day or %s in it)
      %p %z          | timestamp_format: "%p %z" (expected: a date, a time of day or %s in it)
      %d %T          | timestamp_format: "%d %T" (expected: a month beside the day)
      ''             | timestamp_format: "" (expected: a date, a time of day or %s in it)
      """)
  void saysWhatIsWrongWithAFormatAndWhere(String format, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TimestampFormat.compile(format, ZoneOffset.UTC))
        .withMessageStartingWith(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December"
      })
  void readsEveryMonthInFullAndShort(String month) {
    OptionalLong full = find("%B %d %Y", month + " 07 2026", ZoneOffset.UTC);
    OptionalLong brief = find("%b %d %Y", month.substring(0, 3) + " 07 2026", ZoneOffset.UTC);
    Instant time = Instant.ofEpochSecond(0, full.orElseThrow());
    assertThat(full).isEqualTo(brief);
    assertThat(time.atZone(ZoneOffset.UTC).getMonth())
        .hasToString(month.toUpperCase(java.util.Locale.ROOT));
  }

  private static OptionalLong find(String format, String line, ZoneId zone) {
    byte[] bytes = line.getBytes(UTF_8);
    return TimestampFormat.compile(format, zone).find(bytes, 0, bytes.length, epochNanos(NOW));
  }

  private static OptionalLong nanos(Instant instant) {
    return OptionalLong.of(epochNanos(instant));
  }

  private static long epochNanos(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
  }
}
