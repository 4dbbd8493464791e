package io.groundwatch.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.ConfigException;
import io.groundwatch.pipeline.AttributeSet;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParseProcessorTest {
  private static final long NOON = Instant.parse("2026-01-31T12:00:00Z").getEpochSecond();

  @Test
  void takesTimeMessageAndSeverityWhereLoggersPutThem() throws ConfigException {
    Events events = parse("\"format\": \"json\"");
    assertThat(
            events.message(
                "{\"time\":\"2026-01-31T12:00:00.5Z\",\"level\":\"warn\",\"msg\":\"disk\","
                    + "\"pid\":7}"))
        .isEqualTo("disk");
    assertThat(events.time()).hasValue(NOON * 1_000_000_000 + 500_000_000);
    assertThat(events.attributes()).isEqualTo(Map.of("severity", "warn", "pid", "7"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\0',
      value = {
        "{\"@timestamp\":\"2026-01-31T12:00:00Z\",\"log.level\":\"INFO\",\"message\":\"m\"}",
        "{\"@timestamp\":\"2026-01-31T12:00:00Z\",\"log\":{\"level\":\"INFO\"},\"message\":\"m\"}",
        "{\"severity\":\"INFO\",\"timestamp\":\"2026-01-31T13:00:00+01:00\",\"message\":\"m\"}",
        "{\"level\":\"INFO\",\"ts\":1769860800.0,\"msg\":\"m\"}",
        "{\"level\":\"INFO\",\"time\":1769860800000,\"msg\":\"m\"}",
        "{\"@t\":\"2026-01-31T12:00:00.0000000Z\",\"@m\":\"m\",\"@l\":\"INFO\"}",
        "{\"time\":\"2026-01-31 12:00:00,000\",\"levelname\":\"INFO\",\"message\":\"m\"}"
      })
  void knowsTheNamesOfManyLoggers(String line) throws ConfigException {
    Events events = parse("\"format\": \"json\"");
    assertThat(events.message(line)).isEqualTo("m");
    assertThat(events.time()).hasValue(NOON * 1_000_000_000);
    assertThat(events.attributes()).isEqualTo(Map.of("severity", "INFO"));
  }

  @Test
  void readsLogfmtAndPatterns() throws ConfigException {
    Events logfmt = parse("\"format\": \"logfmt\"");
    assertThat(logfmt.message("ts=2026-01-31T12:00:00Z level=info msg=\"a b\" n=1"))
        .isEqualTo("a b");
    assertThat(logfmt.attributes()).isEqualTo(Map.of("severity", "info", "n", "1"));

    Events regex =
        parse(
            "\"format\": \"regex\", \"pattern\": \"^(?P<level>\\\\w+) (?P<pid>\\\\d+) (?P<msg>.*)\"");
    assertThat(regex.message("WARN 7 disk")).isEqualTo("disk");
    assertThat(regex.attributes()).isEqualTo(Map.of("severity", "WARN", "pid", "7"));
  }

  @Test
  void takesWhatTheConfigurationNames() throws ConfigException {
    Events events =
        parse(
            "\"format\": \"json\", \"timestamp_field\": \"e.at\", \"timestamp_format\":"
                + " \"%d.%m.%Y %H:%M\", \"message_field\": \"e.text\", \"severity_field\": \"prio\"");
    assertThat(
            events.message(
                "{\"time\":1,\"msg\":\"no\",\"level\":\"no\",\"prio\":3,"
                    + "\"e\":{\"at\":\"31.01.2026 12:00\",\"text\":\"yes\"}}"))
        .isEqualTo("yes");
    assertThat(events.time()).hasValue(NOON * 1_000_000_000);
    assertThat(events.attributes())
        .isEqualTo(Map.of("time", "1", "msg", "no", "level", "no", "severity", "3"));
  }

  @Test
  void aTimeThatCannotBeReadStaysAnAttributeAndIsCountedWhereOneIsExpected()
      throws ConfigException {
    Events named = parse("\"format\": \"json\", \"timestamp_field\": \"at\"");
    named.message("{\"at\":\"soon\"}");
    assertThat(named.time()).isEmpty();
    assertThat(named.attributes()).isEqualTo(Map.of("at", "soon"));
    named.message("{\"b\":1}");
    assertThat(named.count("untimed_records")).isEqualTo(2);

    Events usual = parse("\"format\": \"json\"");
    usual.message("{\"time\":\"soon\"}");
    assertThat(usual.attributes()).isEqualTo(Map.of("time", "soon"));
    assertThat(usual.count("untimed_records")).isZero();
  }

  @Test
  void theLineStaysWhereThereIsNoMessageInIt() throws ConfigException {
    Events events = parse("\"format\": \"json\"");
    assertThat(events.message("{\"a\":1}")).isEqualTo("{\"a\":1}");
    assertThat(events.message("{\"msg\":\"\"}")).isEqualTo("{\"msg\":\"\"}");
  }

  @Test
  void theLineStaysWhereThatIsWanted() throws ConfigException {
    Events events = parse("\"format\": \"json\", \"keep_message\": true");
    String line = "{\"msg\":\"a\",\"b\":1}";
    assertThat(events.message(line)).isEqualTo(line);
    assertThat(events.attributes()).isEqualTo(Map.of("msg", "a", "b", "1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\0',
      value = {
        "json;\u001b[31m{\"a\":1}\u001b[0m",
        "json;{\"a\":1,\"b\":}",
        "json;Exception in thread main",
        "logfmt;level=info and then text"
      })
  void whatIsNotOfTheFormatPassesAsItIsAndIsCounted(String format, String line)
      throws ConfigException {
    Events events = parse("\"format\": \"" + format + "\"");
    assertThat(events.message(line)).isEqualTo(line);
    assertThat(events.attributes()).isEmpty();
    assertThat(events.time()).isEmpty();
    assertThat(events.count("parse_errors")).isEqualTo(1);
  }

  @Test
  void aMonstrousNumberAndDeepNestingAreNoTrouble() throws ConfigException {
    Events events = parse("\"format\": \"json\"");
    String number = "1".repeat(200_000);
    String line = "{\"msg\":\"m\",\"n\":" + number + "}";
    assertThat(events.message(line)).isEqualTo(line);
    assertThat(events.attributes())
        .containsEntry("msg", "m")
        .containsEntry("n", number.substring(0, AttributeSet.MAX_VALUE_BYTES));
    assertThat(events.count("limited_records")).isEqualTo(1);

    String deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertThat(events.message(deep)).isEqualTo(deep);
    assertThat(events.count("parse_errors")).isEqualTo(1);
  }

  @Test
  void whatDoesNotFitIsStillInTheLine() throws ConfigException {
    Events events = parse("\"format\": \"json\"");
    StringBuilder many = new StringBuilder("{\"msg\":\"m\"");
    for (int i = 0; i < ParseProcessor.MAX_FIELDS; i++) {
      many.append(",\"n").append(i).append("\":").append(i);
    }
    String line = many.append('}').toString();
    assertThat(events.message(line)).isEqualTo(line);
    assertThat(events.attributes()).hasSize(ParseProcessor.MAX_FIELDS).containsEntry("msg", "m");
    String longName = "{\"msg\":\"m\",\"" + "n".repeat(300) + "\":1}";
    assertThat(events.message(longName)).isEqualTo(longName);
    assertThat(events.count("limited_records")).isEqualTo(2);
  }

  @Test
  void attributesOfEarlierProcessorsStayUnlessTheLineHasTheirName() throws ConfigException {
    Events events =
        Events.through(
            "{\"type\": \"add_fields\", \"fields\": {\"env\": \"prod\", \"a\": \"0\"}},"
                + " {\"type\": \"parse\", \"format\": \"json\"}");
    events.message("{\"a\":1,\"a\":2}");
    assertThat(events.attributes()).isEqualTo(Map.of("env", "prod", "a", "2"));
  }

  @Test
  void aMessageWithinAMessageIsParsedToo() throws ConfigException {
    Events events =
        Events.through(
            "{\"type\": \"parse\", \"format\": \"json\"},"
                + " {\"type\": \"parse\", \"format\": \"logfmt\"}");
    assertThat(events.message("{\"log\":\"a=1 msg=\\\"x y\\\"\",\"stream\":\"stdout\"}"))
        .isEqualTo("x y");
    assertThat(events.attributes()).isEqualTo(Map.of("stream", "stdout", "a", "1"));
  }

  @Test
  void formatJsonOfAnEntryParsesEachLineBeforeAllElse() throws ConfigException {
    Events events =
        Events.of(
            "\"format\": \"json\", \"timestamp_field\": \"at\", \"timestamp_format\": \"%s\","
                + " \"processors\": [{\"type\": \"add_fields\", \"fields\": {\"env\": \"prod\"}}]");
    assertThat(events.message("{\"at\":1769860800,\"msg\":\"m\",\"env\":\"dev\"}")).isEqualTo("m");
    assertThat(events.time()).hasValue(NOON * 1_000_000_000);
    assertThat(events.attributes()).isEqualTo(Map.of("env", "prod"));
  }

  @Test
  void oneEventLeavesNothingToTheNext() throws ConfigException {
    Events events = parse("\"format\": \"json\"");
    Map<String, String> wide = new HashMap<>();
    StringBuilder line = new StringBuilder("{\"msg\":\"m\"");
    for (int i = 0; i < 100; i++) {
      wide.put("n" + i, "v".repeat(500));
      line.append(",\"n").append(i).append("\":\"").append("v".repeat(500)).append('"');
    }
    assertThat(events.message(line + "}")).isEqualTo("m");
    assertThat(events.attributes()).isEqualTo(wide);
    assertThat(events.message("{\"msg\":\"n\"}")).isEqualTo("n");
    assertThat(events.attributes()).isEmpty();
  }

  private static Events parse(String keys) throws ConfigException {
    return Events.through("{\"type\": \"parse\", " + keys + "}");
  }
}
