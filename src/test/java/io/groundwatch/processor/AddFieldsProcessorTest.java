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

  @Test
  void placeholdersFollowWhatIsKnownOfTheHost() throws ConfigException {
    Events events =
        Events.through(
            "{\"type\": \"add_fields\", \"fields\": {\"id\": \"<{instance_id}>\", \"{instance_id}\": \"\"}}");
    events.host = Map.of("{instance_id}", "web1");
    events.message("a");
    assertThat(events.attributes()).isEqualTo(Map.of("id", "<web1>", "{instance_id}", ""));
    events.host = Map.of("{instance_id}", "i-1");
    events.message("b");
    assertThat(events.attributes()).isEqualTo(Map.of("id", "<i-1>", "{instance_id}", ""));
  }
}
