package io.groundwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever a file holds, it is a configuration or a list of faults. */
class ConfigFuzzTest {
  private static final int ROUNDS = 5_000;
  private static final Pattern SCALAR = Pattern.compile("\"[^\"]*\"|[0-9]+|true|false");

  private static final String[] VALUES = {
    "null",
    "true",
    "-1",
    "0",
    "1e999",
    "99999999999999999999",
    "\"\"",
    "{}",
    "[]",
    "[[]]",
    "\"a\"",
    "\"\\u0000\"",
    "\"http://[\"",
    "\"//h\"",
    "\"1GiB\"",
    "\"9999999999d\"",
    "\"${env:A}\"",
    "\"\\ud800\"",
    "\"\u20ac\"",
    "{\"a\": {\"name\": 1}}"
  };

  private static final String[] PIECES = {
    "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0000", "/*", "//", "\n", "nul", "-", "0x"
  };

  @Test
  void aMutatedDocumentLoadsOrIsRefused() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] json = mutated(random);
      try {
        ConfigLoader.parse("f", json);
      } catch (ConfigException e) {
        refused++;
        assertThat(e.faults()).as("seed %d, round %d", seed, round).isNotEmpty();
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("seed " + seed + ", round " + round, e);
      }
    }
    assertThat(refused).as("seed %d", seed).isBetween(ROUNDS / 4, ROUNDS - ROUNDS / 100);
  }

  private static byte[] mutated(Random random) {
    StringBuilder text = new StringBuilder(ExplicitConfigTest.DOCUMENT);
    int edits = 1 + random.nextInt(3);
    boolean keepsSyntax = random.nextBoolean();
    for (int i = 0; i < edits; i++) {
      if (keepsSyntax) {
        replaceAScalar(text, random);
      } else {
        replaceAStretch(text, random);
      }
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    if (random.nextInt(10) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  /** Keeps the document JSON, so that the readers of the sections see it. */
  private static void replaceAScalar(StringBuilder text, Random random) {
    List<MatchResult> scalars = SCALAR.matcher(text).results().toList();
    MatchResult scalar = scalars.get(random.nextInt(scalars.size()));
    text.replace(scalar.start(), scalar.end(), VALUES[random.nextInt(VALUES.length)]);
  }

  private static void replaceAStretch(StringBuilder text, Random random) {
    int from = random.nextInt(text.length());
    int to = Math.min(text.length(), from + random.nextInt(8));
    int copy = random.nextInt(text.length());
    String other = text.substring(copy, Math.min(text.length(), copy + random.nextInt(40)));
    String piece = random.nextBoolean() ? other : PIECES[random.nextInt(PIECES.length)];
    text.replace(from, to, piece);
  }
}
