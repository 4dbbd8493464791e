package io.groundwatch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.groundwatch.config.EventConfig.Filter;
import io.groundwatch.config.EventConfig.Format;
import io.groundwatch.text.LineEnding;
import io.groundwatch.text.LongLines;
import io.groundwatch.text.TimestampPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventConfigTest {
  @Test
  void sayingNothingMeansTheDefaults() throws ConfigException {
    assertThat(events("")).isEqualTo(EventConfig.DEFAULTS);
    assertThat(EventConfig.DEFAULTS)
        .isEqualTo(
            new EventConfig(
                Format.TEXT,
                "utf-8",
                new LineConfig(LineEnding.LF, LongLines.SPLIT, 256 * 1024, Duration.ofSeconds(30)),
                new MultiLineConfig(Optional.empty(), 10_000, Duration.ofMillis(500)),
                new TimestampConfig(
                    List.of(), Optional.empty(), "LOCAL", TimestampPolicy.LAST_GOOD, false),
                List.of()));
  }

  @Test
  void readsEveryKey() throws ConfigException {
    EventConfig events =
        events(
            """
            , "format": "text", "encoding": "gbk", "line_ending": "cr", "long_lines": "truncate",
            "max_event_bytes": "1MiB", "partial_line_timeout": "2m",
            "multi_line_start_pattern": "^\\\\d", "multi_line_max_lines": 7,
            "multi_line_timeout": "100ms",
            "timestamp_format": "%H:%M:%S", "timezone": "UTC", "timestamp_policy": "read_time",
            "trim_timestamp": true,
            "filters": [{ "type": "exclude", "expression": "x" }]
            """);
    assertThat(events)
        .isEqualTo(
            new EventConfig(
                Format.TEXT,
                "gbk",
                new LineConfig(LineEnding.CR, LongLines.TRUNCATE, 1 << 20, Duration.ofMinutes(2)),
                new MultiLineConfig(Optional.of("^\\d"), 7, Duration.ofMillis(100)),
                new TimestampConfig(
                    List.of("%H:%M:%S"), Optional.empty(), "UTC", TimestampPolicy.READ_TIME, true),
                List.of(new Filter(false, "x"))));
  }

  @Test
  void anEventOfManyLinesIsWaitedForLongerWhereAPatternIsNamed() throws ConfigException {
    String pattern = ", \"multi_line_start_pattern\": \"^x\"";
    assertThat(events(pattern).multiLine().timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(events(pattern + ", \"multi_line_timeout\": 2").multiLine().timeout())
        .isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void timeoutsAreNeitherTooShortNorTooLongAndInOrder() {
    assertThat(faults(", \"multi_line_timeout\": \"99ms\", \"partial_line_timeout\": \"61m\""))
        .extracting(Fault::message)
        .containsExactly("too short (expected: 100ms to 1h)", "too long (expected: 100ms to 1h)");
    assertThat(faults(", \"multi_line_timeout\": \"31s\""))
        .extracting(Fault::message)
        .containsExactly("30s by default, shorter than multi_line_timeout (expected: not so)");
    assertThat(faults(", \"multi_line_timeout\": \"2s\", \"partial_line_timeout\": \"1s\""))
        .extracting(Fault::message)
        .containsExactly("shorter than multi_line_timeout (expected: not so)");
  }

  @Test
  void limitsHaveTheirRange() {
    assertThat(
            faults(
                ", \"max_event_bytes\": 1023, \"multi_line_max_lines\": 0, \"line_ending\": \"crlf\","
                    + " \"long_lines\": \"drop\""))
        .extracting(Fault::message)
        .containsExactly(
            "1023 (expected: a size such as \"512MiB\", \"10MB\" or whole bytes, 1KiB to 1MiB)",
            "0 (expected: an integer from 1 to 100000)",
            "\"crlf\" (expected: one of lf, cr)",
            "\"drop\" (expected: one of split, truncate)");
    assertThat(faults(", \"max_event_bytes\": \"1025KiB\"")).hasSize(1);
  }

  @Test
  void severalFormatsAreTriedInOrder() throws ConfigException {
    String both = ", \"timestamp_format\": [\"%Y-%m-%d %H:%M:%S\", \"%s\"]";
    assertThat(events(both).timestamps().formats()).containsExactly("%Y-%m-%d %H:%M:%S", "%s");
    assertThat(faults(", \"timestamp_format\": []"))
        .extracting(Fault::message)
        .containsExactly("empty (expected: 1 to 10 elements)");
    assertThat(faults(", \"timestamp_format\": [\"%s\", \"%Q\", 7]"))
        .extracting(fault -> fault.pointer().replaceFirst("^.*collect_list/0/", ""))
        .containsExactly("timestamp_format/1", "timestamp_format/2");
    assertThat(faults(", \"timestamp_format\": 7"))
        .extracting(Fault::message)
        .containsExactly("a number (expected: a string)");
  }

  @Test
  void whatDoesNothingInAFormatIsAFault() {
    String keys =
        ", \"format\": \"%s\", \"multi_line_start_pattern\": \"x\", \"multi_line_max_lines\": 9,"
            + " \"multi_line_timeout\": \"1s\", \"line_ending\": \"cr\","
            + " \"long_lines\": \"truncate\"";
    assertThat(faults(keys.formatted("plain")))
        .extracting(fault -> fault.pointer().replaceFirst("^.*collect_list/0/", ""))
        .containsExactly("multi_line_start_pattern", "multi_line_max_lines", "multi_line_timeout");
    assertThat(faults(keys.formatted("cri")))
        .extracting(fault -> fault.pointer().replaceFirst("^.*collect_list/0/", ""))
        .containsExactly(
            "multi_line_start_pattern", "multi_line_max_lines", "line_ending", "long_lines");
  }

  @Test
  void everyPatternFormatAndNameIsTried() {
    List<Fault> faults =
        faults(
            """
            , "encoding": "utf-7x", "timezone": "Mars", "timestamp_format": "%Q", "blacklist": "a(",
            "multi_line_start_pattern": "(?=x)", "format": "xml", "exclude": ["/a[/b"],
            "filters": [{ "type": "only", "expression": "[" }, { "expressoin": "x" }]
            """);
    assertThat(faults)
        .extracting(fault -> fault.pointer().replaceFirst("^.*collect_list/0/", ""))
        .containsExactlyInAnyOrder(
            "encoding",
            "timezone",
            "timestamp_format",
            "blacklist",
            "multi_line_start_pattern",
            "format",
            "exclude",
            "filters/0/type",
            "filters/0/expression",
            "filters/1/type",
            "filters/1/expression",
            "filters/1/expressoin");
  }

  @Test
  void aStartAtATimestampNeedsAFormat() throws ConfigException {
    for (String pattern : List.of("{timestamp_format}", "^x{timestamp_format}")) {
      String start = ", \"multi_line_start_pattern\": \"" + pattern + "\"";
      assertThat(faults(start))
          .extracting(Fault::message)
          .containsExactly("needs a timestamp_format, and there is none");
      assertThat(faults(start + ", \"timestamp_format\": \"%Q\""))
          .extracting(fault -> fault.pointer().replaceFirst("^.*collect_list/0/", ""))
          .containsExactly("timestamp_format");
      assertThat(events(start + ", \"timestamp_format\": \"%s\"").multiLine().start())
          .contains(pattern);
    }
  }

  @Test
  void whatLooksLikeAPlaceholderIsTextAndSaidSo() throws ConfigException {
    String start = ", \"multi_line_start_pattern\": \"{timestampe_format}\"";
    assertThat(ConfigLoader.parse("c.json", document(start)).warnings())
        .extracting(Fault::message)
        .containsExactly(
            "{timestampe_format} is found as it stands (did you mean \"timestamp_format\"?)");
  }

  @Test
  void aTimestampFieldNeedsAFormatAndLeavesNothingToTrim() throws ConfigException {
    assertThat(faults(", \"timestamp_field\": \"time\"")).hasSize(1);
    String both = ", \"timestamp_field\": \"time\", \"timestamp_format\": \"%s\"";
    assertThat(events(both).timestamps().field()).contains("time");
    assertThat(faults(both + ", \"trim_timestamp\": true")).hasSize(1);
  }

  private static EventConfig events(String keys) throws ConfigException {
    return ConfigLoader.parse("c.json", document(keys))
        .config()
        .logs()
        .orElseThrow()
        .files()
        .get(0)
        .events();
  }

  private static List<Fault> faults(String keys) {
    ConfigException refused =
        catchThrowableOfType(
            ConfigException.class, () -> ConfigLoader.parse("c.json", document(keys)));
    return refused.faults();
  }

  private static byte[] document(String keys) {
    String json =
        "{\"logs\": {\"logs_collected\": {\"files\": {\"collect_list\": [{\"file_path\": \"/a.log\"%s}]}}}}";
    return json.formatted(keys).getBytes(StandardCharsets.UTF_8);
  }
}
