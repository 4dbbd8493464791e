package io.groundwatch.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The words are those of Python's {@code shlex.split}, which AWS's command line tool uses. */
class CommandWordsTest {
  @Test
  void spacesPartWords() {
    assertThat(CommandWords.of("  /bin/a  b\tc ")).containsExactly("/bin/a", "b", "c");
    assertThat(CommandWords.of(" ")).isEmpty();
  }

  @Test
  void quotesKeepSpacesAndMayBeginAnywhere() {
    assertThat(CommandWords.of("'/opt/my tool' \"a b\" --x='c d'e"))
        .containsExactly("/opt/my tool", "a b", "--x=c de");
    assertThat(CommandWords.of("a '' \"\" b")).containsExactly("a", "", "", "b");
  }

  @Test
  void aBackslashEscapesAsInAShell() {
    assertThat(CommandWords.of("a\\ b \\'c \\\\d")).containsExactly("a b", "'c", "\\d");
    assertThat(CommandWords.of("\"q\\\"q \\\\ \\n\"")).containsExactly("q\"q \\ \\n");
    assertThat(CommandWords.of("'a\\b'")).containsExactly("a\\b");
  }

  @Test
  void nothingElseOfAShellIsDone() {
    assertThat(CommandWords.of("~/a $HOME `b` c;d | e > f * #g"))
        .isEqualTo(List.of("~/a", "$HOME", "`b`", "c;d", "|", "e", ">", "f", "*", "#g"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret 'a", "secret \"a", "secret \"a\\", "secret a\\"})
  void whatIsLeftOpenIsAFaultThatRepeatsNothing(String command) {
    assertThatThrownBy(() -> CommandWords.of(command))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("secret");
  }
}
