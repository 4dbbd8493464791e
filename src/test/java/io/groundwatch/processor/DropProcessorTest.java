package io.groundwatch.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.ConfigException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DropProcessorTest {
  @Test
  void holdsBackWhatAPatternIsFoundIn() throws ConfigException {
    Events events = drop("\"pattern\": \"GET /health\"");
    assertThat(events.pass("GET /health 200")).isFalse();
    assertThat(events.pass("GET / 200")).isTrue();
    assertThat(events.count("dropped_records")).isEqualTo(1);
    assertThat(events.metrics.snapshot())
        .containsEntry(
            "agent_processor_dropped_records_total{lane=\"central/logs\",reason=\"drop\"}", 1.0);
  }

  @Test
  void spares() throws ConfigException {
    Events both = drop("\"pattern\": \"health\", \"unless_pattern\": \" 5\\\\d\\\\d$\"");
    assertThat(both.pass("health 200")).isFalse();
    assertThat(both.pass("health 503")).isTrue();
    assertThat(both.pass("other 200")).isTrue();

    Events onlyUnless = drop("\"unless_pattern\": \"ERROR\"");
    assertThat(onlyUnless.pass("INFO")).isFalse();
    assertThat(onlyUnless.pass("ERROR")).isTrue();
  }

  @Test
  void looksIntoAnAttribute() throws ConfigException {
    Events events = drop("\"pattern\": \"^debug$\", \"attribute\": \"severity\"");
    assertThat(events.pass("m", Map.of("severity", "debug"))).isFalse();
    assertThat(events.pass("debug", Map.of("severity", "info"))).isTrue();
    assertThat(events.pass("debug")).isTrue();
  }

  @Test
  void findsNothingInAnAttributeThatIsNotThere() throws ConfigException {
    Events events = drop("\"unless_pattern\": \".\", \"attribute\": \"user\"");
    assertThat(events.pass("m", Map.of("user", "u"))).isTrue();
    assertThat(events.pass("m")).isFalse();
  }

  private static Events drop(String keys) throws ConfigException {
    return Events.through("{\"type\": \"drop\", " + keys + "}");
  }
}
