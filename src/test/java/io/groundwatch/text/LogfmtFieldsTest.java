package io.groundwatch.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogfmtFieldsTest {
  private final LogfmtFields parser = new LogfmtFields();

  @Test
  void wordsAreFields() {
    assertThat(
            fields("  level=info msg=\"hello there\"\tsize=3 url=http://h/?a=b empty= none=\"\" "))
        .contains(
            Map.of(
                "level", "info",
                "msg", "hello there",
                "size", "3",
                "url", "http://h/?a=b",
                "empty", "",
                "none", ""));
  }

  @Test
  void inQuotesABackslashEscapesAsInJson() {
    assertThat(fields("a=\"say \\\"hi\\\"\\n\\u00e9 \\x41 \\\\\" b=c:\\dir"))
        .contains(Map.of("a", "say \"hi\"\né \\x41 \\", "b", "c:\\dir"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "plain text",
        "goroutine 1 [running]:",
        "level=info and then text",
        "=value",
        "a=\"not closed",
        "a=\"closed\"but",
        "a=b\"c\"",
        "\"a\"=b",
        "a=\"\\"
      })
  void whatIsNotAllFieldsIsNotOfTheFormat(String line) {
    assertThat(fields(line)).isEmpty();
  }

  @Test
  void anyFieldsReadBackAsTheyWere() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      Map<String, String> expected = new java.util.LinkedHashMap<>();
      StringBuilder line = new StringBuilder();
      for (int i = 1 + random.nextInt(4); i > 0; i--) {
        String value = value(random);
        expected.put("n" + i, value);
        boolean bare = value.matches("[^\\s\"\\\\]*");
        line.append("n").append(i).append('=').append(bare ? value : quoted(value)).append(' ');
      }
      assertThat(fields(line.toString())).as("seed %d: %s", seed, line).contains(expected);
    }
  }

  private static String value(Random random) {
    StringBuilder value = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      value.append("ab=\\\"\n\té €".charAt(random.nextInt(10)));
    }
    return value.toString();
  }

  private static String quoted(String value) {
    return '"'
        + value
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\t", "\\t")
        + '"';
  }

  private Optional<Map<String, String>> fields(String line) {
    return CollectedFields.of(parser, line);
  }
}
