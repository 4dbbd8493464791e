package io.groundwatch.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class LinePatternTest {
  @Test
  void findsOnlyWithinTheGivenBytes() {
    assertThat(find("^b$", "abc", 1, 1)).isTrue();
    assertThat(find("c", "abc", 0, 2)).isFalse();
    assertThat(find("a", "abc", 1, 2)).isFalse();
  }

  @Test
  void findsCharactersBeyondAscii() {
    assertThat(find("^Größe: .$", "Größe: €")).isTrue();
    assertThat(find("\\p{Han}+", "错误 error")).isTrue();
    assertThat(find("(?i)ÄRGER", "ärger")).isTrue();
  }

  @Test
  void aTextHasOneStart() {
    assertThat(find("(^|x)2024", "é2024")).isFalse();
  }

  @Test
  void searchesBrokenBytesToo() {
    byte[] bytes = {'a', (byte) 0xff, 'b', (byte) 0xc3};
    assertThat(LinePattern.compile("^a.b").find(bytes, 0, 4)).isTrue();
  }

  @Test
  void onePatternServesManyLines() {
    LinePattern pattern = LinePattern.compile("^\\d{4}-\\d{2}");
    for (int i = 0; i < 3; i++) {
      assertThat(find(pattern, "2026-01 x")).isTrue();
      assertThat(find(pattern, "  at é")).isFalse();
      assertThat(find(pattern, "")).isFalse();
    }
  }

  @Test
  void noPatternHangsOnALongLine() {
    // java.util.regex takes more than a second for the first one on 28 columns.
    for (String pattern : List.of("^(.*?,){11}P", "(a*)*b", "^(,|1?)+$", "(.*)(.*)(.*)x")) {
      String line = "1,".repeat(10_000) + "!";
      Assertions.assertTimeout(
          Duration.ofSeconds(10), () -> assertThat(find(pattern, line)).isFalse(), pattern);
    }
  }

  @Test
  void saysWhatIsWrongAndWhere() {
    refuses("a(?=b)", "pattern 'a(?=b)', character 2 at '(?=': a look-ahead (RE2 syntax has none)");
    refuses(
        "x(?<!b)", "pattern 'x(?<!b)', character 2 at '(?<!': a look-behind (RE2 syntax has none)");
    refuses(
        "(a)\\1", "pattern '(a)\\1', character 4 at '\\1': a back-reference (RE2 syntax has none)");
    refuses(
        "a++", "pattern 'a++', character 2 at '++': a possessive quantifier (RE2 syntax has none)");
    refuses("x(ab", "pattern 'x(ab', character 5: a ( is never closed");
    refuses("ab)c", "pattern 'ab)c', character 3 at ')': no ( stands before it");
    refuses("x[ab", "pattern 'x[ab', character 2 at '[ab': the [ is never closed");
    refuses("*a", "pattern '*a', character 1 at '*': nothing to repeat stands before it");
    refuses("a\\", "pattern 'a\\', character 2: a backslash with nothing after it");
    refuses("a\\y", "pattern 'a\\y', character 2 at '\\y': no such escape");
    refuses("[z-a]", "pattern '[z-a]', character 2 at 'z-a': no such range or class of characters");
  }

  @Test
  void garbageIsAPatternOrIsRefusedInWords() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    String signs = "ab1\\()[]{}*+?|^$.-,:<>=!PpdwkQE€";
    for (int round = 0; round < 5000; round++) {
      StringBuilder pattern = new StringBuilder();
      for (int n = random.nextInt(12); n >= 0; n--) {
        pattern.append(signs.charAt(random.nextInt(signs.length())));
      }
      try {
        find(pattern.toString(), "ab1€");
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage())
            .as("seed %d", seed)
            .startsWith("pattern '" + pattern + "', character ");
      }
    }
  }

  @Test
  void wordsAreFoundAsTheEngineFindsThem() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      String pattern =
          (random.nextInt(3) == 0 ? "(?i)" : "") + randomText(random, "aBkK|\\.()-", 6);
      String line = randomText(random, "aAbBkK.-\u212aé", 8);
      boolean expected;
      try {
        expected = Pattern.compile(pattern).matcher(line).find();
      } catch (PatternSyntaxException e) {
        continue;
      }
      assertThat(find(pattern, line))
          .as("seed %d: '%s' in '%s'", seed, pattern, line)
          .isEqualTo(expected);
    }
  }

  private static String randomText(Random random, String signs, int longest) {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(longest + 1); n > 0; n--) {
      text.append(signs.charAt(random.nextInt(signs.length())));
    }
    return text.toString();
  }

  private static void refuses(String pattern, String words) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LinePattern.compile(pattern))
        .withMessage(words);
  }

  private static boolean find(String pattern, String line) {
    return find(LinePattern.compile(pattern), line);
  }

  private static boolean find(LinePattern pattern, String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return pattern.find(bytes, 0, bytes.length);
  }

  private static boolean find(String pattern, String line, int offset, int length) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return LinePattern.compile(pattern).find(bytes, offset, length);
  }
}
