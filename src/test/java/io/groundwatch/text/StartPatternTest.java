package io.groundwatch.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartPatternTest {
  private static final String ISO = "%Y-%m-%d %H:%M:%S";

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
      {timestamp_format} ; x 2026-01-31 12:00:00 up ; true
      {timestamp_format} ; x 2026-02-31 12:00:00 up ; false
      ^{timestamp_format} ; 2026-01-31 12:00:00 up ; true
      ^{timestamp_format} ; x 2026-01-31 12:00:00 up ; false
      ^\\[{timestamp_format}\\] ; [2026-01-31 12:00:00] up ; true
      ^\\[{timestamp_format}\\] ; [2026-01-31 12:00:00,123] up ; false
      ^\\[{timestamp_format}\\] ; 2026-01-31 12:00:00 up ; false
      ^\\[{timestamp_format}\\] ; [2026-13-31 12:00:00] up ; false
      ^\\[{timestamp_format}\\] ; [2026-01-31 12:00] ; false
      ^\\[{timestamp_format}\\] ; x [2026-01-31 12:00:00] ; false
      ^\\[{timestamp_format}\\] ; '' ; false
      ^\\[{timestamp_format}\\].* ; [2026-01-31 12:00:00] up ; true
      ^{timestamp_format} INFO ; 2026-01-31 12:00:00 INFO ; true
      ^{timestamp_format} INFO ; 2026-01-31 12:00:00 WARN ; false
      ^{timestamp_format}\\.123 ; 2026-01-31 12:00:00.123 ; true
      ^{timestamp_format}\\.\\d+ up ; 2026-01-31 12:00:00.123 up ; true
      \\[{timestamp_format}\\] ; x [2026-01-31 12:00:00] ; true
      ^(\\w+ )?{timestamp_format} \\[ ; app 2026-01-31 12:00:00 [x] ; true
      ^(\\w+ )?{timestamp_format} \\[ ; 2026-01-31 12:00:00 [x] ; true
      ^(\\w+ )?{timestamp_format} \\[ ; - 2026-01-31 12:00:00 [x] ; false
      ^#|^{timestamp_format} ; #1 ; true
      ^#|^{timestamp_format} ; 2026-01-31 12:00:00 ; true
      ^é{timestamp_format}é ; é2026-01-31 12:00:00é ; true
      """)
  void aTimestampStandsWhereThePatternSays(String pattern, String line, boolean starts) {
    assertThat(find(pattern, line, ISO)).isEqualTo(starts);
  }

  @Test
  void anyOfSeveralFormatsIsFound() {
    String pattern = "^<{timestamp_format}>";
    assertThat(find(pattern, "<2026-01-31 12:00:00>", ISO, "%s")).isTrue();
    assertThat(find(pattern, "<1769860800>", ISO, "%s")).isTrue();
    assertThat(find(pattern, "<1769860800>", ISO)).isFalse();
    String unanchored = "<{timestamp_format}>";
    assertThat(find(unanchored, "x <1769860800>", ISO, "%s")).isTrue();
  }

  @Test
  void everyTimestampThatAFormatPrintsIsFound() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    ZoneId zone = ZoneId.of("Europe/Berlin");
    TimestampReaderTest.PATTERNS.forEach(
        (format, printed) -> {
          DateTimeFormatter formatter =
              DateTimeFormatter.ofPattern(printed, Locale.ENGLISH).withZone(zone);
          List<TimestampFormat> formats = List.of(TimestampFormat.compile(format, zone));
          for (String pattern :
              List.of(
                  "{timestamp_format}",
                  "^{timestamp_format}",
                  "^\\[{timestamp_format}\\]",
                  "\\[{timestamp_format}\\]",
                  "^.?{timestamp_format}(\\]|$)")) {
            LineCheck starts = StartPattern.compile(pattern, formats);
            for (int i = 0; i < 300; i++) {
              Instant time =
                  Instant.ofEpochSecond(
                      random.nextLong(0, 4_000_000_000L), random.nextInt(1_000_000_000));
              String text = formatter.format(time);
              byte[] line = (pattern.contains("[") ? "[" + text + "] x" : text).getBytes(UTF_8);
              assertThat(starts.find(line, 0, line.length))
                  .as("%s finds %s in %s, seed %d", pattern, text, format, seed)
                  .isTrue();
            }
          }
        });
  }

  @Test
  void withoutATimestampItIsAPatternAsAnyOther() {
    assertThat(find("^\\d{4}", "2026", ISO)).isTrue();
    assertThat(StartPattern.compile("^x", List.of())).isInstanceOf(LinePattern.class);
  }

  @Test
  void saysWhatIsWrongAndWhereAsItIsWritten() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StartPattern.compile("^{timestamp_format}", List.of()))
        .withMessage("needs a timestamp_format, and there is none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> find("^{timestamp_format}[a-", "", ISO))
        .withMessage(
            "pattern '^{timestamp_format}[a-', character 20 at '[a-': the [ is never closed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> find("({timestamp_format}", "", ISO))
        .withMessage("pattern '({timestamp_format}', character 20: a ( is never closed");
  }

  private static boolean find(String pattern, String line, String... formats) {
    List<TimestampFormat> compiled =
        Arrays.stream(formats).map(f -> TimestampFormat.compile(f, ZoneOffset.UTC)).toList();
    // What lies around an event is not looked at.
    byte[] bytes = ("[" + line + "]123").getBytes(UTF_8);
    return StartPattern.compile(pattern, compiled).find(bytes, 1, bytes.length - 5);
  }
}
