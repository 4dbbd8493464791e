package io.groundwatch.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.text.LineFilter.Rule;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineFilterTest {
  private static final Rule ERRORS = new Rule(true, LinePattern.compile("ERROR|WARN"));
  private static final Rule DATABASE = new Rule(true, LinePattern.compile("db"));
  private static final Rule NO_HEALTH = new Rule(false, LinePattern.compile("/health"));

  @Test
  void everyIncludeMustBeFoundAndNoExclude() {
    LineFilter filter = new LineFilter(List.of(ERRORS, DATABASE, NO_HEALTH));
    assertThat(passes(filter, "ERROR db is away")).isTrue();
    assertThat(passes(filter, "ERROR")).isFalse();
    assertThat(passes(filter, "INFO db")).isFalse();
    assertThat(passes(filter, "WARN db /health")).isFalse();
  }

  @Test
  void withNoRuleEverythingPasses() {
    assertThat(passes(new LineFilter(List.of()), "")).isTrue();
  }

  private static boolean passes(LineFilter filter, String line) {
    byte[] bytes = ("xx" + line + "ERROR db /health").getBytes(StandardCharsets.UTF_8);
    return filter.find(bytes, 2, line.length());
  }
}
