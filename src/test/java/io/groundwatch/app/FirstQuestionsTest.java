package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.ConfigLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class FirstQuestionsTest {
  private final List<String> shown = new ArrayList<>();

  @Test
  void asksWhatAFirstConfigurationNeeds() throws Exception {
    FirstConfig config =
        answered("10", "/var/log/*.log  /srv/a.log", " https://h/in ", "/etc/groundwatch/token");

    assertThat(config)
        .isEqualTo(
            new FirstConfig(
                10,
                List.of("/var/log/*.log", "/srv/a.log"),
                Optional.of("https://h/in"),
                Optional.of("/etc/groundwatch/token"),
                Optional.empty()));
    assertThat(shown)
        .containsExactly(
            "Seconds between two samples of this host [60]: ",
            "Log files to read, as globs with blanks between [none]: ",
            "Where to POST records (a URL) [standard output]: ",
            "The file that holds the bearer token for it [none]: ");
    assertThat(ConfigLoader.parse("it", config.json().getBytes(StandardCharsets.UTF_8)).warnings())
        .isEmpty();
  }

  @Test
  void nothingSaidIsTheUsual() {
    FirstConfig usual =
        new FirstConfig(60, List.of(), Optional.empty(), Optional.empty(), Optional.empty());
    assertThat(answered("", " ", "")).isEqualTo(usual);
    assertThat(shown).as("a token is asked for where there is a URL").hasSize(3);
  }

  @Test
  void theEndOfTheInputIsTheUsualToo() {
    assertThat(answered("5").intervalSeconds()).isEqualTo(5);
  }

  @Test
  void whatMakesNoSenseIsAskedAgain() {
    FirstConfig config =
        answered(
            "often",
            "0",
            "172801",
            "15",
            "app.log",
            "/app.log",
            "collect.example",
            "ftp://h/",
            "http://h:1/in",
            "token",
            "none");

    assertThat(config.intervalSeconds()).isEqualTo(15);
    assertThat(config.logs()).containsExactly("/app.log");
    assertThat(config.url()).contains("http://h:1/in");
    assertThat(config.bearerFile()).isEmpty();
    assertThat(shown)
        .filteredOn(line -> line.contains("expected"))
        .hasSize(7)
        .startsWith("  often (expected: a number of seconds, from 1 to 172800)")
        .contains(
            "  collect.example (expected: an address such as"
                + " https://collect.example.internal/ingest, or nothing)");
  }

  private FirstConfig answered(String... answers) {
    Queue<String> left = new ArrayDeque<>(Arrays.asList(answers));
    return new FirstQuestions(
            new FirstQuestions.Terminal() {
              @Override
              public Optional<String> ask(String prompt) {
                shown.add(prompt);
                return Optional.ofNullable(left.poll());
              }

              @Override
              public void say(String line) {
                shown.add(line);
              }
            })
        .ask();
  }
}
