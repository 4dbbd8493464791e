package io.groundwatch.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextReplacerTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "password=\\S+;***;user=a password=b c;user=a *** c",
        "(password=)\\S+;$1***;password=b password=c;password=*** password=***",
        "(?P<key>to?ken): (\\w+);<${key}:${2}>;é token: x tken: ß;é <token:x> tken: ß",
        "(a)|(b);[$1$2$1];ab;[aa][b]",
        "x;$$;axb;a$b",
        "ö+;o;schöön öl;schon ol",
        "\\d{3}-\\d{4};;call 555-1234 now;call  now",
        "(?i)straße;***;STRASSE STRAßE €;STRASSE *** €",
      })
  void replacesEveryMatch(String pattern, String replacement, String text, String expected) {
    assertThat(replaced(pattern, replacement == null ? "" : replacement, text)).isEqualTo(expected);
  }

  @Test
  void aTextWithoutAMatchIsNotTouched() {
    TextReplacer replacer = replacer("secret", "***");
    assertThat(replacer.replace("nothing".getBytes(UTF_8), 0, 7)).isFalse();
    assertThat(replacer.replace("secret".getBytes(UTF_8), 1, 5)).isFalse();
    assertThat(replacer.length()).isZero();
  }

  @Test
  void replacesAsTheEngineDoes() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    String[] pieces = {"a", "b+", "(a|é)", "é", ".", "[bé]", "\\b", "^", "a?", "(b)(.)", "$", "😀"};
    int replacedTexts = 0;
    for (int round = 0; round < 30_000; round++) {
      StringBuilder pattern = new StringBuilder();
      for (int i = random.nextInt(3); i >= 0; i--) {
        pattern.append(pieces[random.nextInt(pieces.length)]);
      }
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(14); i > 0; i--) {
        text.appendCodePoint("aaabbé €😀".codePointAt(random.nextInt(9)));
      }
      String expected = reference(pattern.toString(), text.toString());
      String actual = replaced(pattern.toString(), "<*>", text.toString());
      replacedTexts += actual.equals(text.toString()) ? 0 : 1;
      assertThat(actual).as("seed %d: '%s' in '%s'", seed, pattern, text).isEqualTo(expected);
    }
    assertThat(replacedTexts).as("seed %d", seed).isGreaterThan(5_000);
  }

  /** As the engine's own, but for empty matches, which are no matches here. */
  private static String reference(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    StringBuilder out = new StringBuilder();
    int from = 0;
    while (matcher.find()) {
      if (matcher.end() > matcher.start()) {
        out.append(text, from, matcher.start()).append("<*>");
        from = matcher.end();
      }
    }
    return out.append(text.substring(from)).toString();
  }

  @Test
  void aTextThatWouldGrowBeyondTheLimitIsCutThereWithNothingLeftUnmasked() {
    String text = replaced("é", "ü".repeat(100), "é".repeat(100_000));
    assertThat(text.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(TextReplacer.MAX_BYTES);
    assertThat(text).doesNotContain("é").matches("ü+");
  }

  @Test
  void noPatternHangsOnALongLine() {
    String line = "1,".repeat(10_000) + "!";
    assertThat(replaced("(a*)*b", "x", line)).isEqualTo(line);
    assertThat(replaced("(.*)(.*)(.*)!", "x", line)).isEqualTo("x");
  }

  @Test
  void aReferenceToNothingIsRefused() {
    refuses("(a)", "$2", "$2: no such group (expected: 1 to 1)");
    refuses("a", "$1", "$1: no such group (expected: none, since the pattern has no group)");
    refuses("(?P<n>a)", "${m}", "$m: no such group (expected: 1 to 1 or one of n)");
    refuses("a", "5 $", "a $ alone, character 3 (expected: $1, ${name} or $$ for the sign itself)");
    refuses("a", "${x", "a $ alone, character 1 (expected: $1, ${name} or $$ for the sign itself)");
  }

  @Test
  void garbageIsAReplacementOrIsRefused() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder template = new StringBuilder();
      for (int i = random.nextInt(8); i > 0; i--) {
        template.append("$${}019na".charAt(random.nextInt(9)));
      }
      try {
        replaced("(?P<n>a)(b)?", template.toString(), "ab a");
      } catch (PatternSyntaxException e) {
        throw new AssertionError("seed " + seed, e);
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).as("seed %d", seed).contains("expected: ");
      }
    }
  }

  private static void refuses(String pattern, String replacement, String words) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> replacer(pattern, replacement))
        .withMessage(words);
  }

  private static TextReplacer replacer(String expression, String replacement) {
    LinePattern pattern = LinePattern.compile(expression);
    return new TextReplacer(pattern.matches(), Replacement.of(replacement, pattern));
  }

  private static String replaced(String pattern, String replacement, String text) {
    TextReplacer replacer = replacer(pattern, replacement);
    byte[] bytes = ("##" + text + "##").getBytes(UTF_8);
    boolean found = replacer.replace(bytes, 2, bytes.length - 4);
    return found ? new String(replacer.bytes(), 0, replacer.length(), UTF_8) : text;
  }
}
