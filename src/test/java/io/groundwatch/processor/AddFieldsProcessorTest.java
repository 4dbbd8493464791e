package io.groundwatch.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.ConfigException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AddFieldsProcessorTest {
  @Test
  void everyEventHasTheFields() throws ConfigException {
    Events events =
        Events.through(
            "{\"type\": \"add_fields\", \"fields\": {\"env\": \"prod\", \"empty\": \"\"}}");
    assertThat(events.message("a")).isEqualTo("a");
    assertThat(events.attributes()).isEqualTo(Map.of("env", "prod", "empty", ""));
    events.pass("b", Map.of("env", "dev", "more", "x"));
    assertThat(events.attributes()).isEqualTo(Map.of("env", "prod", "more", "x", "empty", ""));
  }
}
