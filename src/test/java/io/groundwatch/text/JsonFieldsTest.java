package io.groundwatch.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFieldsTest {
  private final JsonFields parser = new JsonFields();

  @Test
  void membersAreFields() {
    assertThat(fields("{\"a\":\"x\", \"b\" : 1.5e3 ,\"c\":true,\"d\":null,\"e\":\"\"}"))
        .contains(Map.of("a", "x", "b", "1.5e3", "c", "true", "d", "null", "e", ""));
  }

  @Test
  void membersOfObjectsWithinHaveTheNamesOfBoth() {
    assertThat(fields("{\"a\":{\"b\":{\"c\":1},\"d.e\":\"x\"},\"f\":2}"))
        .contains(Map.of("a.b.c", "1", "a.d.e", "x", "f", "2"));
  }

  @Test
  void arraysAndEmptyObjectsAreValuesAsTheyAreWritten() {
    assertThat(fields("{\"a\":[1, {\"b\":\"]\"}],\"c\":{ },\"d\":[]}"))
        .contains(Map.of("a", "[1, {\"b\":\"]\"}]", "c", "{ }", "d", "[]"));
  }

  @Test
  void escapesStandForWhatTheyMean() {
    assertThat(fields("{\"\\u0061\\n\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\"}"))
        .contains(Map.of("a\n", "\"\\/\b\f\n\r\té😀"));
    assertThat(fields("{\"a\":\"\\ud83d|\\ude00\"}")).contains(Map.of("a", "\ufffd|\ufffd"));
  }

  @Test
  void numbersKeepEveryDigit() {
    String huge = "9".repeat(100_000);
    assertThat(fields("{\"n\":" + huge + ",\"m\":-" + huge + "." + huge + "E+" + huge + "}"))
        .contains(Map.of("n", huge, "m", "-" + huge + "." + huge + "E+" + huge));
  }

  @Test
  void whatLiesDeeperThanIsFlattenedIsAValue() {
    int depth = JsonFields.FLATTENED_DEPTH;
    String line = "{\"a\":".repeat(depth) + "{\"b\":1}" + "}".repeat(depth);
    assertThat(fields(line)).contains(Map.of("a" + ".a".repeat(depth - 1), "{\"b\":1}"));
  }

  @Test
  void nestingBeyondTheBoundIsNotOfTheFormatAndCostsNoStack() {
    for (String nested : new String[] {"[", "{\"a\":"}) {
      for (int depth : new int[] {JsonFields.MAX_DEPTH + 1, 50_000}) {
        assertThat(fields("{\"a\":" + nested.repeat(depth))).isEmpty();
      }
    }
    String deep = "[".repeat(JsonFields.MAX_DEPTH - 1) + "]".repeat(JsonFields.MAX_DEPTH - 1);
    assertThat(fields("{\"a\":" + deep + "}")).contains(Map.of("a", deep));
    assertThat(fields("{\"a\":[" + deep + "]}")).isEmpty();
  }

  @Test
  void aNameThatIsTooLongIsToldOf() {
    CollectedFields sink = new CollectedFields();
    byte[] line = ("{\"" + "n".repeat(2000) + "\":{\"x\":1},\"a\":2}").getBytes(UTF_8);
    assertThat(parser.parse(line, 0, line.length, sink)).isTrue();
    assertThat(sink.fields).isEqualTo(Map.of("a", "2"));
    assertThat(sink.leftOut).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text",
        "[1]",
        "\"a\"",
        "{",
        "{\"a\"",
        "{\"a\":}",
        "{\"a\":1",
        "{\"a\":1,}",
        "{a:1}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":1.}",
        "{\"a\":.5}",
        "{\"a\":1e}",
        "{\"a\":nul}",
        "{\"a\":NaN}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12\"}",
        "{\"a\":\"\t\"}",
        "{\"a\":1} x",
        "{\"a\":1}{\"b\":2}",
        "\u001b[32m{\"a\":1}\u001b[0m",
        "{\"a\":\"\u001b[32mgreen\u001b[0m\"}",
        "{\"a\":\"cut of"
      })
  void whatIsNoObjectIsNotOfTheFormat(String line) {
    assertThat(fields(line)).isEmpty();
  }

  @Test
  void takesWhatJacksonTakes() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    String[] parts = {
      "{", "}", "[", "]", "\"", "\"a\":", "\"b\":", ":", ",", "1", "-0", "0.5", "1E-2", "true",
      "null", "\"x\"", "\"\\n\"", "\\u00e9", " ", "é", "{\"a\":", "\"}", "{}", "[]"
    };
    int valid = 0;
    for (int round = 0; round < 20_000; round++) {
      StringBuilder line = new StringBuilder("{");
      for (int i = random.nextInt(9); i > 0; i--) {
        line.append(parts[random.nextInt(parts.length)]);
      }
      line.append(random.nextBoolean() ? "}" : "");
      boolean expected = isObject(line.toString());
      valid += expected ? 1 : 0;
      assertThat(fields(line.toString()).isPresent())
          .as("seed %d: %s", seed, line)
          .isEqualTo(expected);
    }
    assertThat(valid).as("seed %d", seed).isGreaterThan(200);
  }

  @Test
  void noLineHangsOrThrows() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    byte[] line = new byte[300];
    Assertions.assertAll(
        () -> {
          for (int round = 0; round < 20_000; round++) {
            random.nextBytes(line);
            line[0] = '{';
            parser.parse(line, 0, random.nextInt(line.length), new CollectedFields());
          }
        });
  }

  private Optional<Map<String, String>> fields(String line) {
    return CollectedFields.of(parser, line);
  }

  private static boolean isObject(String line) throws IOException {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(64).build())
            .build();
    try (JsonParser parser = factory.createParser(line)) {
      parser.nextToken();
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      return false;
    }
  }
}
