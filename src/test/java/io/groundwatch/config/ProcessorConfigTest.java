package io.groundwatch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.groundwatch.config.ProcessorConfig.AddFields;
import io.groundwatch.config.ProcessorConfig.Drop;
import io.groundwatch.config.ProcessorConfig.Format;
import io.groundwatch.config.ProcessorConfig.Mask;
import io.groundwatch.config.ProcessorConfig.Parse;
import io.groundwatch.config.ProcessorConfig.Preset;
import io.groundwatch.config.ProcessorConfig.RateLimit;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessorConfigTest {
  @Test
  void readsEveryKeyInTheOrderOfTheFile() throws ConfigException {
    assertThat(
            processors(
                """
                {"type": "mask", "pattern": "(a)b", "replacement": "$1*"},
                {"type": "mask", "preset": "jwt", "replacement": ""},
                {"type": "add_fields", "fields": {"z": "1", "a": "{hostname}"}},
                {"type": "parse", "format": "regex", "pattern": "(?P<l>.)", "timestamp_field": "t",
                 "timestamp_format": "%s", "message_field": "m", "severity_field": "s",
                 "keep_message": true},
                {"type": "drop", "pattern": "p", "unless_pattern": "u", "attribute": "a"},
                {"type": "rate_limit", "records_per_second": 5, "burst": 9, "key": "k"},
                """))
        .containsExactly(
            new Mask(Optional.of("(a)b"), Optional.empty(), "$1*"),
            new Mask(Optional.empty(), Optional.of(Preset.JWT), ""),
            new AddFields(Map.of("z", "1", "a", "{hostname}")),
            new Parse(
                Format.REGEX,
                Optional.of("(?P<l>.)"),
                Optional.of("t"),
                List.of("%s"),
                Optional.of("m"),
                Optional.of("s"),
                true),
            new Drop(Optional.of("p"), Optional.of("u"), Optional.of("a")),
            new RateLimit(5, 9, Optional.of("k")));
  }

  @Test
  void whatIsNotSaidHasADefault() throws ConfigException {
    assertThat(
            processors(
                """
                {"type": "mask", "pattern": "x"},
                {"type": "parse", "format": "logfmt"},
                {"type": "drop", "pattern": "x"},
                {"type": "rate_limit", "records_per_second": 5}
                """))
        .containsExactly(
            new Mask(Optional.of("x"), Optional.empty(), "***"),
            new Parse(
                Format.LOGFMT,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false),
            new Drop(Optional.of("x"), Optional.empty(), Optional.empty()),
            new RateLimit(5, 5, Optional.empty()));
  }

  @Test
  void anEntryHasNone() throws ConfigException {
    assertThat(file("").processors()).isEmpty();
    assertThat(processors("")).isEmpty();
  }

  @Test
  void formatJsonIsAParserBeforeAllOthers() throws ConfigException {
    assertThat(
            file("""
                    , "format": "json", "timestamp_field": "at",
                    "processors": [{"type": "drop", "pattern": "x"}]
                    """)
                .processors())
        .containsExactly(
            Parse.json(Optional.of("at"), List.of()),
            new Drop(Optional.of("x"), Optional.empty(), Optional.empty()));
  }

  @Test
  void formatJsonHasNothingToTrim() {
    assertThat(faults(", \"format\": \"json\", \"trim_timestamp\": true"))
        .containsExactly("trim_timestamp: does nothing where format is json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
      {"typ": "mask"}                                                | 0/type: missing (expected: one of mask, add_fields, parse, drop, rate_limit)
      {"type": "maks"}                                               | 0/type: "maks" (expected: one of mask, add_fields, parse, drop, rate_limit) (did you mean "mask"?)
      {"type": "mask"}                                               | 0/pattern: missing (expected: either "pattern" or "preset")
      {"type": "mask", "pattern": "x", "preset": "jwt"}              | 0/preset: beside a pattern (expected: either "pattern" or "preset")
      {"type": "mask", "pattern": "a*"}                              | 0/pattern: pattern 'a*' is found in an empty text (expected: one that is not)
      {"type": "mask", "pattern": "a("}                              | 0/pattern: pattern 'a(', character 3: a ( is never closed
      {"type": "mask", "pattern": "x", "replacment": "y"}            | 0/replacment: unknown key (did you mean "replacement"?)
      {"type": "mask", "pattern": "(x)", "replacement": "$2"}        | 0/replacement: $2: no such group (expected: 1 to 1)
      {"type": "mask", "preset": "jwt", "replacement": "$1"}         | 0/replacement: $1: no such group (expected: none, since the pattern has no group)
      {"type": "mask", "preset": "emial"}                            | 0/preset: "emial" (expected: one of email, ipv4, credit_card, aws_access_key, bearer_token, jwt) (did you mean "email"?)
      {"type": "add_fields"}                                         | 0/fields: missing (expected: an object of strings, such as {"env": "prod"})
      {"type": "add_fields", "fields": {}}                           | 0/fields: 0 fields (expected: 1 to 64)
      {"type": "add_fields", "fields": {"a": 1}}                     | 0/fields/a: a number (expected: a string)
      {"type": "add_fields", "fields": {"": "x"}}                    | 0/fields/: 0 bytes (expected: a name of 1 to 256 bytes)
      {"type": "parse"}                                              | 0/format: missing (expected: one of json, logfmt, regex)
      {"type": "parse", "format": "regex"}                           | 0/pattern: missing (expected: a pattern with named groups, such as (?P<level>[A-Z]+) (?P<msg>.*))
      {"type": "parse", "format": "regex", "pattern": "(x)"}         | 0/pattern: pattern '(x)': no group in it has a name (expected: one such as (?P<level>[A-Z]+))
      {"type": "parse", "format": "json", "pattern": "(?P<a>x)"}     | 0/pattern: does nothing where format is not regex
      {"type": "drop"}                                               | 0/pattern: missing (expected: a pattern, here or as "unless_pattern")
      {"type": "drop", "pattern": "x", "atribute": "a"}              | 0/atribute: unknown key (did you mean "attribute"?)
      {"type": "rate_limit"}                                         | 0/records_per_second: missing (expected: an integer from 1 to 1000000)
      {"type": "rate_limit", "records_per_second": 0}                | 0/records_per_second: 0 (expected: an integer from 1 to 1000000)
      """)
  void whatIsWrongIsSaidWithItsPlace(String processor, String fault) {
    assertThat(faults(", \"processors\": [" + processor + "]")).contains("processors/" + fault);
  }

  @Test
  void aTimestampFormatIsTried() {
    assertThat(
            faults(
                ", \"processors\": [{\"type\": \"parse\", \"format\": \"json\","
                    + " \"timestamp_format\": \"%Q\"}]"))
        .hasSize(1)
        .allMatch(fault -> fault.startsWith("processors/0/timestamp_format: "));
  }

  @Test
  void everyFaultIsSaidAtOnce() {
    assertThat(
            faults(
                """
                , "processors": [
                  {"type": "mask", "pattern": "(", "replacement": 1},
                  {"type": "drop", "pattern": "[", "unless_pattern": "(?=x)"},
                  7
                ]
                """))
        .extracting(fault -> fault.substring(0, fault.indexOf(':')))
        .containsExactly(
            "processors/0/pattern",
            "processors/0/replacement",
            "processors/1/pattern",
            "processors/1/unless_pattern",
            "processors/2");
  }

  private static List<ProcessorConfig> processors(String processors) throws ConfigException {
    return file(", \"processors\": [" + processors + "]").processors();
  }

  private static FileConfig file(String keys) throws ConfigException {
    return Documents.config(document(keys)).logs().orElseThrow().files().get(0);
  }

  private static List<String> faults(String keys) {
    ConfigException refused =
        catchThrowableOfType(
            ConfigException.class,
            () -> ConfigLoader.parse("c.json", document(keys).getBytes(StandardCharsets.UTF_8)));
    return refused.faults().stream()
        .map(
            fault ->
                fault.pointer().replaceFirst("^.*collect_list/0/", "") + ": " + fault.message())
        .toList();
  }

  private static String document(String keys) {
    return "{\"logs\": {\"logs_collected\": {\"files\": {\"collect_list\": [{\"file_path\": \"/a.log\""
        + keys
        + "}]}}}}";
  }
}
