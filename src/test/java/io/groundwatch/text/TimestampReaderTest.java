package io.groundwatch.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampReaderTest {
  private static final long NOW = 1_781_524_800_000_000_000L;
  private static final ZoneId UTC = ZoneOffset.UTC;

  /** Formats, and the same for java.time. */
  static final Map<String, String> PATTERNS =
      Map.of(
          "%Y-%m-%d %H:%M:%S.%f", "uuuu-MM-dd HH:mm:ss.SSSSSSSSS",
          "%d/%b/%Y:%T,%L %z", "dd/MMM/uuuu:HH:mm:ss,SSS xx",
          "%FT%T%z", "uuuu-MM-dd'T'HH:mm:ss.SSSSSSXXX",
          "%A, %d %B %Y %I:%M:%S.%N %p", "EEEE, dd MMMM uuuu hh:mm:ss.SSSSSSSSS a",
          "%-d.%-m.%Y %-H:%M:%S.%f", "d.M.uuuu H:mm:ss.SSSSSS",
          "%Y%j%H%M%S%f", "uuuuDDDHHmmssSSSSSSSSS",
          "%a %b %e %T.%f %Z %Y", "EEE MMM ppd HH:mm:ss.SSSSSSSSS VV uuuu");

  @ParameterizedTest
  @CsvSource({
    "%F %T, xx 2026-01-31 12:00:00 up, 3, 22",
    "%F %T.%f, 2026-01-31 12:00:00.123456 up, 0, 26",
    "%F %T.%f, 2026-01-31 12:00:00. up, 0, 19",
    "%FT%T%z, 2026-01-31T12:00:00.5+02:00 up, 0, 27",
    "[%d/%b/%Y:%T %z], - [31/Jan/2026:12:00:00 +0100] x, 2, 30",
    "%F %T %Z, 2026-01-31 12:00:00 UTC-main, 0, 23"
  })
  void saysWhereTheTimeStands(String format, String line, int start, int end) {
    TimestampReader reader = TimestampFormat.compile(format, UTC).reader();
    byte[] bytes = ("##" + line + "##").getBytes(UTF_8);
    assertThat(reader.find(bytes, 2, bytes.length - 4, NOW)).isTrue();
    assertThat(reader.start() - 2).isEqualTo(start);
    assertThat(reader.end() - 2).isEqualTo(end);
  }

  @Test
  void looksOnlyWithinTheEvent() {
    TimestampReader reader = TimestampFormat.compile("%F", UTC).reader();
    byte[] bytes = "12026-01-311 2026-02-01".getBytes(UTF_8);
    assertThat(reader.find(bytes, 1, 10, NOW)).isTrue();
    assertThat(reader.find(bytes, 1, 9, NOW)).isTrue();
    assertThat(reader.find(bytes, 1, 8, NOW)).isFalse();
    assertThat(reader.find(bytes, 0, 13, NOW)).isFalse();
    assertThat(reader.time()).isEmpty();
  }

  @Test
  void theFirstOfSeveralFormatsThatFindsATimeCounts() {
    TimestampReader reader =
        new TimestampReader(
            Stream.of("%F %T", "%s", "%d/%b/%Y:%T %z")
                .map(format -> TimestampFormat.compile(format, UTC))
                .toList());
    assertThat(found(reader, "1769860801 2026-02-01 00:00:00 up"))
        .isEqualTo("2026-02-01T00:00:00Z");
    assertThat(found(reader, "at 1769860801 up")).isEqualTo("2026-01-31T12:00:01Z");
    assertThat(reader.start()).isEqualTo(3);
    assertThat(found(reader, "[31/Jan/2026:12:00:02 +0000]")).isEqualTo("2026-01-31T12:00:02Z");
    assertThat(found(reader, "2026-02-30 00:00:00")).isEqualTo("none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TimestampReader(List.of()))
        .withMessage("formats: none (expected: at least one)");
  }

  private static String found(TimestampReader reader, String line) {
    byte[] bytes = line.getBytes(UTF_8);
    return reader.find(bytes, 0, bytes.length, NOW)
        ? Instant.ofEpochSecond(0, reader.time().orElseThrow()).toString()
        : "none";
  }

  @Test
  void searchesNoFurtherThanItsLimit() {
    TimestampReader reader = TimestampFormat.compile("%F", UTC).reader();
    byte[] last = ("-".repeat(TimestampReader.SEARCHED_BYTES - 1) + "2026-01-31").getBytes(UTF_8);
    byte[] beyond = ("-".repeat(TimestampReader.SEARCHED_BYTES) + "2026-01-31").getBytes(UTF_8);
    assertThat(reader.find(last, 0, last.length, NOW)).isTrue();
    assertThat(reader.find(beyond, 0, beyond.length, NOW)).isFalse();
  }

  @Test
  void agreesWithJavaTimeOnRandomInstants() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<ZoneId> zones =
        List.of(
            UTC,
            ZoneId.of("Europe/Berlin"),
            ZoneId.of("America/St_Johns"),
            ZoneId.of("Pacific/Apia"),
            ZoneId.of("Australia/Lord_Howe"));
    for (ZoneId zone : zones) {
      PATTERNS.forEach((format, pattern) -> agrees(format, pattern, zone, random, seed));
    }
  }

  private static void agrees(String format, String pattern, ZoneId zone, Random random, long seed) {
    TimestampReader reader = TimestampFormat.compile(format, zone).reader();
    DateTimeFormatter formatter =
        DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(zone);
    long second = 0;
    for (int i = 0; i < 500; i++) {
      boolean near = random.nextInt(4) > 0;
      second =
          near ? second + random.nextInt(20_000) : random.nextLong(-2_000_000_000L, 6_000_000_000L);
      String text = formatter.format(Instant.ofEpochSecond(second, random.nextInt(1_000_000_000)));
      Instant expected = formatter.parse(text, ZonedDateTime::from).toInstant();
      byte[] bytes = text.getBytes(UTF_8);
      assertThat(reader.find(bytes, 0, bytes.length, NOW))
          .as("%s in %s, seed %d", text, zone, seed)
          .isTrue();
      assertThat(Instant.ofEpochSecond(0, reader.time().getAsLong()))
          .as("%s in %s, seed %d", text, zone, seed)
          .isEqualTo(expected);
      assertThat(reader.end()).isEqualTo(bytes.length);
    }
  }

  @Test
  void resolvesEveryMinuteAroundAChangeAsJavaTimeDoes() {
    for (String name : List.of("Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia")) {
      ZoneId zone = ZoneId.of(name);
      TimestampReader reader = TimestampFormat.compile("%FT%R", zone).reader();
      Instant change =
          zone.getRules().nextTransition(Instant.parse("2011-12-15T00:00:00Z")).getInstant();
      LocalDateTime local = LocalDateTime.ofInstant(change, zone).minusDays(4);
      for (int minute = 0; minute < 8 * 1440; minute += 5) {
        byte[] bytes = local.plusMinutes(minute).toString().getBytes(UTF_8);
        reader.find(bytes, 0, bytes.length, NOW);
        Instant expected = local.plusMinutes(minute).atZone(zone).toInstant();
        assertThat(Instant.ofEpochSecond(0, reader.time().orElseThrow())).isEqualTo(expected);
      }
    }
  }

  @Test
  void garbageIsNeverAnError() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    String alphabet = "0123456789 :-/.,+TZ%janfebUTCAMPM\u0000\u00ff\n";
    for (String format :
        List.of(
            "%F %T.%f %Z", "%s", "%b%e %T", "%c", "%k:%M %p %z", "%j %R", "%S%f %m-%d", " %y")) {
      TimestampReader reader = TimestampFormat.compile(format, ZoneId.of("Europe/Berlin")).reader();
      for (int i = 0; i < 20_000; i++) {
        byte[] bytes = garbage(random, alphabet);
        int offset = random.nextInt(bytes.length);
        int length = random.nextInt(bytes.length - offset + 1);
        long now = random.nextLong(Long.MIN_VALUE / 2, Long.MAX_VALUE / 2);
        assertThatCode(() -> reader.find(bytes, offset, length, now))
            .as("seed %d", seed)
            .doesNotThrowAnyException();
        OptionalLong time = reader.time();
        assertThat(time.isEmpty() || (reader.start() >= offset && reader.end() <= offset + length))
            .as("seed %d", seed)
            .isTrue();
      }
    }
  }

  private static byte[] garbage(Random random, String alphabet) {
    StringBuilder text = new StringBuilder();
    int length = 1 + random.nextInt(60);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString().getBytes(ISO_8859_1);
  }
}
