package io.groundwatch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.groundwatch.config.EventConfig.Filter;
import io.groundwatch.config.EventConfig.Format;
import io.groundwatch.text.TimestampPolicy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventConfigTest {
  @Test
  void saysNothingMeansUpstreamsDefaults() throws ConfigException {
    assertThat(events("")).isEqualTo(EventConfig.DEFAULTS);
    assertThat(EventConfig.DEFAULTS)
        .isEqualTo(
            new EventConfig(
                Format.TEXT,
                "utf-8",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "LOCAL",
                TimestampPolicy.LAST_GOOD,
                false,
                List.of()));
  }

  @Test
  void readsEveryKey() throws ConfigException {
    EventConfig events =
        events(
            """
            , "format": "text", "encoding": "gbk", "multi_line_start_pattern": "^\\\\d",
            "timestamp_format": "%H:%M:%S", "timezone": "UTC", "timestamp_policy": "read_time",
            "trim_timestamp": true,
            "filters": [{ "type": "exclude", "expression": "x" }]
            """);
    assertThat(events)
        .isEqualTo(
            new EventConfig(
                Format.TEXT,
                "gbk",
                Optional.of("^\\d"),
                Optional.of("%H:%M:%S"),
                Optional.empty(),
                "UTC",
                TimestampPolicy.READ_TIME,
                true,
                List.of(new Filter(false, "x"))));
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
  void aStartAtATimestampNeedsAFormat() {
    assertThat(faults(", \"multi_line_start_pattern\": \"{timestamp_format}\""))
        .extracting(Fault::message)
        .containsExactly("needs a timestamp_format, and there is none");
    assertThat(
            faults(
                ", \"multi_line_start_pattern\": \"^x{timestamp_format}\", \"timestamp_format\":"
                    + " \"%s\""))
        .hasSize(1);
  }

  @Test
  void aTimestampFieldNeedsAFormatAndLeavesNothingToTrim() throws ConfigException {
    assertThat(faults(", \"timestamp_field\": \"time\"")).hasSize(1);
    String both = ", \"timestamp_field\": \"time\", \"timestamp_format\": \"%s\"";
    assertThat(events(both).timestampField()).contains("time");
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
