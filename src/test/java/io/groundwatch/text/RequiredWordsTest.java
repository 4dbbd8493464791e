package io.groundwatch.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequiredWordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "password=\\S+ password=",
        "(password|secret)=(\\S+) secret",
        "(?i)Bearer\\s+[a-z]+ BEARER",
        "ab?cdef+g cdef",
        "x{0,3}yy{2}z{0} yy",
        "(?P<level>INFO|WARN):.* WARN",
        "(?:a|b)+longer longer",
        "[^]a]x\\.y[[:alpha:]]zz x.y",
        "^.*(DEBUG|TRACE).*$ TRACE",
        "\\d+@\\w+ @",
      })
  void aTextWithoutThemIsRuledOut(String pattern, String word) {
    LiteralSearch words = RequiredWords.of(pattern);
    assertThat(words).isNotNull();
    assertThat(find(words, "some - text")).isFalse();
    assertThat(find(words, "some - " + word)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\d+",
        "a|\\d",
        "(a|)",
        "a*",
        "(abc)?",
        "(abc){0,2}",
        "é+",
        "(?i:abc)",
        "\\Qabc\\E",
        "\\x61bc",
        "\\pLabc",
        "a{,3}"
      })
  void nothingIsRuledOutWhereNoWordIsSure(String pattern) {
    assertThat(RequiredWords.of(pattern)).isNull();
  }

  @Test
  void whatTheEngineFindsIsNeverRuledOut() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    String[] pieces = {
      "a",
      "b",
      "kB",
      "S",
      "(",
      ")",
      "(?:",
      "(?P<n>",
      "|",
      "*",
      "+",
      "?",
      "{0,2}",
      "{2}",
      "{1,}",
      ".",
      "[ab]",
      "[^a]",
      "[]b]",
      "[a-\\]]",
      "\\.",
      "\\d",
      "\\b",
      "^",
      "$",
      "é",
      "(?i)",
      "-",
      "[[:digit:]]",
      "(?s)",
      "??",
      "\\-",
      "{",
      "}",
      "\\pL",
      "\\x61"
    };
    int known = 0;
    int found = 0;
    for (int round = 0; round < 30_000; round++) {
      StringBuilder pattern = new StringBuilder(random.nextInt(4) == 0 ? "(?i)" : "");
      for (int i = random.nextInt(8); i >= 0; i--) {
        pattern.append(pieces[random.nextInt(pieces.length)]);
      }
      Pattern compiled;
      try {
        compiled = Pattern.compile(pattern.toString());
      } catch (PatternSyntaxException e) {
        continue;
      }
      LiteralSearch words = RequiredWords.of(pattern.toString());
      for (int i = 0; words != null && i < 10; i++) {
        String text = text(random);
        known++;
        if (compiled.matcher(text).find()) {
          found++;
          byte[] bytes = text.getBytes(UTF_8);
          boolean ascii = AsciiView.isAscii(bytes, 0, bytes.length);
          assertThat(words.rulesOut(bytes, 0, bytes.length, ascii))
              .as("seed %d: '%s' in '%s'", seed, pattern, text)
              .isFalse();
        }
      }
    }
    assertThat(known).isGreaterThan(5_000);
    assertThat(found).isGreaterThan(500);
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append("aabbkBKSs1.-]{é\u212a\u017f".charAt(random.nextInt(17)));
    }
    return text.toString();
  }

  private static boolean find(LiteralSearch words, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return words.find(bytes, 0, bytes.length);
  }
}
