package io.groundwatch.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PatternFieldsTest {
  @Test
  void namedGroupsAreFields() {
    assertThat(fields("^(?P<level>\\w+) (\\d+) (?P<msg>.*)$", "WARN 17 disk is full"))
        .contains(Map.of("level", "WARN", "msg", "disk is full"));
  }

  @Test
  void groupsOfTextBeyondAsciiAreFieldsToo() {
    assertThat(fields("(?P<a>é+)(?P<b>.)(?P<c>x|😀)", "€éé😀x"))
        .contains(Map.of("a", "éé", "b", "😀", "c", "x"));
  }

  @Test
  void aGroupThatTookNoPartIsNoField() {
    assertThat(fields("(?P<a>a)?(?P<b>b)", "b")).contains(Map.of("b", "b"));
    assertThat(fields("(?P<a>a*)(?P<b>b)", "b")).contains(Map.of("a", "", "b", "b"));
  }

  @Test
  void aLineInWhichThePatternIsNotFoundIsNotOfTheFormat() {
    assertThat(fields("^(?P<n>\\d+)$", "x1")).isEmpty();
  }

  @Test
  void aPatternWithoutANamedGroupIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fields("(a)", "a"))
        .withMessage(
            "pattern '(a)': no group in it has a name"
                + " (expected: one such as (?P<level>[A-Z]+))");
  }

  private static Optional<Map<String, String>> fields(String pattern, String line) {
    return CollectedFields.of(new PatternFields(LinePattern.compile(pattern)), line);
  }
}
